//! Leaves out of scripts and styles what no browser reads: comments, indentation, empty lines, and
//! the spaces around signs. Lines stay lines, so that no statement runs into the next.

/// Squeezes a script.
pub(crate) fn script(code: &str) -> String {
    let mut squeezed = Squeezed { text: String::with_capacity(code.len()), braces: Vec::new() };
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = squeezed.piece(rest, first);
        rest = rest.get(length..).unwrap_or_default();
    }
    squeezed.text
}

/// Takes the line ends of a squeezed script away that end no statement, and the signs before them
/// that end the last one of a block. It knows no block without a statement, such as `while(x);`.
pub(crate) fn lines(code: &str) -> String {
    let mut text = code.to_owned();
    for (wide, narrow) in [
        (";\n}", "\n}"),
        (";\n", ";"),
        ("{\n", "{"),
        (",\n", ","),
        ("(\n", "("),
        ("[\n", "["),
        ("\n}", "}"),
        ("\n)", ")"),
        ("\n]", "]"),
    ] {
        text = text.replace(wide, narrow);
    }
    text
}

/// Squeezes styles.
pub(crate) fn style(code: &str) -> String {
    let mut bare = String::with_capacity(code.len());
    let mut parts = code.split("/*");
    bare.push_str(parts.next().unwrap_or_default());
    for part in parts {
        bare.push_str(part.split_once("*/").map_or("", |(_, rest)| rest));
    }
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut text = lines.collect::<Vec<_>>().join("\n");
    for (wide, narrow) in [
        (" {", "{"),
        ("{ ", "{"),
        ("{\n", "{"),
        ("; ", ";"),
        (";\n", ";"),
        (" }", "}"),
        ("\n}", "}"),
        (";}", "}"),
        (", ", ","),
        (",\n", ","),
        (": ", ":"),
    ] {
        text = text.replace(wide, narrow);
    }
    text.push('\n');
    text
}

/// A brace that is open.
#[derive(PartialEq)]
enum Brace {
    /// Of code.
    Block,
    /// Of a value in a template.
    Value,
}

/// What is squeezed so far.
struct Squeezed {
    text: String,
    braces: Vec<Brace>,
}

impl Squeezed {
    /// Takes the piece that a text begins with, and returns its length.
    fn piece(&mut self, rest: &str, first: char) -> usize {
        match first {
            ' ' | '\t' | '\n' | '\r' => self.gap(rest),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '/' if is_before_value(&self.text) => self.keep(rest, pattern(rest)),
            '\'' | '"' => self.keep(rest, quoted(rest, first)),
            '`' => self.template(rest),
            '}' if self.braces.pop() == Some(Brace::Value) => self.template(rest),
            '{' => {
                self.braces.push(Brace::Block);
                self.keep(rest, 1)
            }
            other => self.keep(rest, other.len_utf8()),
        }
    }

    fn keep(&mut self, rest: &str, length: usize) -> usize {
        self.text.push_str(rest.get(..length).unwrap_or(rest));
        length
    }

    /// Takes a part of a template: to its end, or to the next value in it.
    fn template(&mut self, rest: &str) -> usize {
        let end = template_end(rest);
        if rest.get(..end).is_some_and(|part| part.ends_with("${")) {
            self.braces.push(Brace::Value);
        }
        self.keep(rest, end)
    }

    /// Takes spaces and line ends: one line end stays, or a space between two words.
    fn gap(&mut self, rest: &str) -> usize {
        let behind = rest.trim_start();
        let length = rest.len() - behind.len();
        let is_line = rest.get(..length).is_some_and(|gap| gap.contains('\n'));
        // What a comment leaves is a part of the gap around it.
        let before = self.text.chars().next_back();
        let after = behind.chars().next();
        let is_comment = behind.starts_with("//") || behind.starts_with("/*");
        if is_line {
            if before == Some(' ') {
                self.text.pop();
            }
            if !matches!(before, None | Some('\n')) {
                self.text.push('\n');
            }
        } else if needs_space(before, after, is_comment) {
            self.text.push(' ');
        }
        length
    }
}

/// Whether a value comes next, so that a slash begins a pattern and divides nothing.
pub(crate) fn is_before_value(text: &str) -> bool {
    let text = text.trim_end();
    text.ends_with("return") || text.ends_with(|sign| "(,=:[!&|?{};".contains(sign))
}

/// Whether two signs run into each other without a space.
fn needs_space(before: Option<char>, after: Option<char>, is_comment: bool) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    let is_word = |sign: char| sign.is_alphanumeric() || "_$#".contains(sign);
    let is_sum = |sign: char| sign == '+' || sign == '-';
    (is_word(before) && (is_word(after) || is_comment)) || (is_sum(before) && is_sum(after))
}

/// How long a text in quotes is.
pub(crate) fn quoted(rest: &str, quote: char) -> usize {
    end_of(rest, |_, sign| sign == quote)
}

/// How long a pattern is. A slash in a set does not end it.
pub(crate) fn pattern(rest: &str) -> usize {
    let mut is_set = false;
    end_of(rest, |_, sign| {
        is_set = (is_set || sign == '[') && sign != ']';
        sign == '/' && !is_set
    })
}

/// How long a part of a template is, with what ends it.
pub(crate) fn template_end(rest: &str) -> usize {
    let mut is_value = false;
    end_of(rest, |before, sign| {
        is_value = before == '$' && sign == '{';
        sign == '`' || is_value
    })
}

/// Finds the sign that ends what begins with another, passing over what a backslash escapes.
fn end_of(rest: &str, mut is_end: impl FnMut(char, char) -> bool) -> usize {
    let mut before = ' ';
    for (at, sign) in rest.char_indices().skip(1) {
        if before == '\\' {
            before = ' ';
            continue;
        }
        if is_end(before, sign) {
            return at + sign.len_utf8();
        }
        before = sign;
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_loses_its_comments_and_spaces_and_nothing_else() {
        for (code, squeezed) in [
            ("  const a = 1; // one's own\n\n  // b\n  go(a, 2);\n", "const a=1;\ngo(a,2);\n"),
            (
                "/** A text\n * of lines. */\nexport async function go() {\n}\n",
                "export async function go(){\n}\n",
            ),
            ("const x = /** @type {any} */ (y);", "const x=(y);"),
            ("return /** why */ x;", "return x;"),
            ("say('a  // b', \"c  d\");", "say('a  // b',\"c  d\");"),
            (
                "say(`a  ${ go({ b: ' }' }) }  c // ${d}`) ;",
                "say(`a  ${go({b:' }'})}  c // ${d}`);",
            ),
            (
                "a = b / 2 / c; d.replace(/[/'] +\\/ /g, 'x')",
                "a=b/2/c;d.replace(/[/'] +\\/ /g,'x')",
            ),
            ("a + +b - -c; typeof x in y", "a+ +b- -c;typeof x in y"),
            ("if (x) return 'a' in b ? `c` : d", "if(x)return'a'in b?`c`:d"),
        ] {
            assert_eq!(script(code), squeezed);
        }
    }

    #[test]
    fn lines_end_where_a_statement_may() {
        let code = "a(\nb,\n[\nc\n]\n);\nif(x){\ngo();\n}\nd=()=>{\nreturn\n}\nstay\n";
        assert_eq!(lines(code), "a(b,[c]);if(x){go()}\nd=()=>{return}\nstay\n");
    }

    #[test]
    fn styles_lose_their_comments_and_spaces_and_nothing_else() {
        let code = "/* A */\n.a :is(b, i) { color: red; inline-size: calc(1px + 2px); }\n\n\
                    .c { margin: 0 1px;\n  /* d */ padding: 0; }\n";
        let squeezed =
            ".a :is(b,i){color:red;inline-size:calc(1px + 2px)}\n.c{margin:0 1px;padding:0}\n";
        assert_eq!(style(code), squeezed);
    }
}
