//! Gives what a module names for itself alone short names: constants, functions and parameters,
//! which no other module sees.
//!
//! A name becomes the same short one wherever it stands in a module, and that is none that the
//! module has already. So whatever meant one thing before means one thing after, and no scopes
//! have to be known. What stays as it is: names that are imported or exported, properties, and names that an object
//! takes its keys from (`{ date }`).

use std::collections::{BTreeMap, BTreeSet};

use super::squeeze::{is_before_value, pattern, quoted, template_end};

/// What means something of its own to browsers, though it could be a name; and what a window has
/// that modules use by its bare name.
const KEPT: [&str; 18] = [
    "as", "async", "await", "do", "for", "from", "get", "history", "if", "in", "let", "location",
    "new", "of", "print", "set", "static", "try",
];

/// Shortens the names of a squeezed module.
pub(crate) fn locals(code: &str) -> String {
    let mut module = Names { code, ..Names::default() };
    module.read();
    let short = module.short();
    let mut text = String::with_capacity(code.len());
    let mut from = 0;
    for &(at, name) in &module.places {
        if let Some(short) = short.get(name) {
            text.push_str(&code[from..at]);
            text.push_str(short);
            from = at + name.len();
        }
    }
    text.push_str(&code[from..]);
    text
}

/// What a bracket is around.
#[derive(Clone, Copy, PartialEq)]
enum Around {
    /// Statements.
    Block,
    /// The methods of a class.
    Class,
    /// The members of an object, or of a pattern that takes one apart.
    Object,
    /// A list, or a pattern that takes one apart.
    List,
    /// Parameters, arguments, or a value in parentheses.
    Parentheses,
    /// A value in a template.
    Value,
}

/// A bracket that is open.
struct Bracket<'a> {
    around: Around,
    /// Whether what stands in it are declarations.
    declares: bool,
    /// What would be declared, if they are.
    names: Vec<&'a str>,
}

/// The names of a module.
#[derive(Default)]
struct Names<'a> {
    code: &'a str,
    open: Vec<Bracket<'a>>,
    /// Where each name stands that could get another one.
    places: Vec<(usize, &'a str)>,
    /// Every word, a property or not.
    words: BTreeSet<&'a str>,
    declared: BTreeSet<&'a str>,
    kept: BTreeSet<&'a str>,
    /// The word before.
    before: &'a str,
    is_class: bool,
}

impl<'a> Names<'a> {
    fn read(&mut self) {
        self.kept.extend(KEPT);
        let mut at = 0;
        while let Some(first) = self.code[at..].chars().next() {
            at += self.piece(at, first);
        }
    }

    /// Reads the piece at a place, and returns its length.
    fn piece(&mut self, at: usize, first: char) -> usize {
        let (code, rest) = (self.code, &self.code[at..]);
        if is_letter(first) {
            return self.word(at);
        }
        match first {
            '0'..='9' => rest.find(|sign| !is_inner(sign)).unwrap_or(rest.len()),
            '\'' | '"' => quoted(rest, first),
            '/' if is_before_value(&code[..at]) => {
                let end = pattern(rest);
                end + rest[end..].find(|sign| !is_inner(sign)).unwrap_or(0)
            }
            '`' => self.template(at),
            '}' if self.open.last().is_some_and(|open| open.around == Around::Value) => {
                self.open.pop();
                self.template(at)
            }
            '(' | '[' | '{' => self.opens(at, first),
            ')' | ']' | '}' => self.closes(at),
            other => other.len_utf8(),
        }
    }

    fn template(&mut self, at: usize) -> usize {
        let length = template_end(&self.code[at..]);
        if self.code[at..at + length].ends_with("${") {
            self.open.push(Bracket { around: Around::Value, declares: false, names: Vec::new() });
        }
        length
    }

    fn opens(&mut self, at: usize, sign: char) -> usize {
        let before = self.code[..at].trim_end();
        let is_behind = |words: &[&str]| {
            words.iter().any(|word| *word == self.before && before.ends_with(word))
        };
        let is_pattern = is_behind(&["const", "let"]);
        let around = match sign {
            '(' => Around::Parentheses,
            '[' => Around::List,
            _ if self.is_class => Around::Class,
            _ if is_pattern || is_behind(&["return"]) => Around::Object,
            _ if before.ends_with("=>") => Around::Block,
            _ if before.ends_with(|sign| "(,=:[?&|.".contains(sign)) => Around::Object,
            _ => Around::Block,
        };
        self.is_class &= around != Around::Class;
        let is_named =
            before.strip_suffix(self.before).is_some_and(|name| name.ends_with("function "));
        let is_function = is_named || is_behind(&["function"]);
        let is_catch = is_behind(&["catch"])
            && before.strip_suffix("catch").is_none_or(|rest| !rest.ends_with('.'));
        let declares = is_pattern || (sign == '(' && (is_function || is_catch));
        self.open.push(Bracket { around, declares, names: Vec::new() });
        1
    }

    fn closes(&mut self, at: usize) -> usize {
        let Some(closed) = self.open.pop() else { return 1 };
        let is_arrow = closed.around == Around::Parentheses && self.code[at..].starts_with(")=>");
        if closed.declares || is_arrow {
            self.declared.extend(closed.names);
        } else if matches!(closed.around, Around::Object | Around::List)
            && let Some(outer) = self.open.last_mut()
        {
            outer.names.extend(closed.names);
        }
        1
    }

    fn word(&mut self, at: usize) -> usize {
        let code = self.code;
        let rest = &code[at..];
        let word = &rest[..rest.find(|sign| !is_inner(sign)).unwrap_or(rest.len())];
        self.words.insert(word);
        let line = code[..at].rfind('\n').map_or(0, |end| end + 1);
        if word == "import" && rest.starts_with("import{") {
            let end = rest.find(';').unwrap_or(rest.len());
            let names = rest[..end].split(|sign| !is_inner(sign));
            self.kept.extend(names.clone());
            self.words.extend(names);
            return end;
        }
        let is_declared = ["const", "let", "function", "class"].contains(&self.before)
            && code[..at].ends_with(&[self.before, " "].concat());
        self.is_class |= rest.starts_with("class ");
        if is_declared && code[line..at].starts_with("export ") && !code[line..at].contains('=') {
            self.kept.insert(word);
        } else if is_declared || rest[word.len()..].starts_with("=>") {
            self.declared.insert(word);
        }
        self.place(at, word);
        self.before = word;
        word.len()
    }

    /// Notes what a word is where it stands.
    fn place(&mut self, at: usize, word: &'a str) {
        let before = self.code[..at].trim_end();
        let after = self.code[at + word.len()..].trim_start();
        let around = self.open.last().map_or(Around::Block, |open| open.around);
        let is_property = (before.ends_with('.') && !before.ends_with("..."))
            || before.ends_with('#')
            || around == Around::Class;
        let is_set = after.starts_with('=') && !after.starts_with("==") && !after.starts_with("=>");
        let ends = is_set || after.starts_with(|sign| ",)]}".contains(sign));
        if is_property {
            return;
        }
        if around == Around::Object && before.ends_with(['{', ',']) {
            if after.starts_with([':', '(']) {
                return;
            }
            if ends {
                self.kept.insert(word);
            }
        }
        if around == Around::Object && after.starts_with('(') && before.ends_with("async") {
            return;
        }
        let begins = before.ends_with("...") || before.ends_with(['(', '[', ',', ':']);
        let is_part = matches!(around, Around::Object | Around::List | Around::Parentheses);
        if begins
            && ends
            && is_part
            && let Some(open) = self.open.last_mut()
        {
            open.names.push(word);
        }
        self.places.push((at, word));
    }

    /// The short names, by those that they stand for; the shortest for what is named most often.
    fn short(&self) -> BTreeMap<&'a str, String> {
        let mut counts: BTreeMap<&'a str, usize> = BTreeMap::new();
        for &(_, name) in &self.places {
            if self.declared.contains(name) && !self.kept.contains(name) {
                *counts.entry(name).or_default() += 1;
            }
        }
        let mut names: Vec<(&'a str, usize)> = counts.into_iter().collect();
        names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let is_new = |short: &String| {
            !self.words.contains(short.as_str()) && !KEPT.contains(&short.as_str())
        };
        let mut unused = (0..).map(nth).filter(is_new).peekable();
        let mut short = BTreeMap::new();
        for (name, _) in names {
            if unused.peek().is_some_and(|next| next.len() < name.len()) {
                short.extend(unused.next().map(|next| (name, next)));
            }
        }
        short
    }
}

const fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, '_' | '$')
}

const fn is_inner(sign: char) -> bool {
    is_letter(sign) || sign.is_ascii_digit()
}

/// The nth of all names: a to z, A to Z, then those of two letters.
fn nth(number: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let before = match number / LETTERS.len() {
        0 => String::new(),
        rest => nth(rest - 1),
    };
    before + &char::from(LETTERS[number % LETTERS.len()]).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_module_names_for_itself_is_shortened_everywhere() {
        for (code, short) in [
            (
                "const first=1;\nfunction twice(value){\nreturn value+value+first;\n}\n",
                "const b=1;\nfunction c(a){\nreturn a+a+b;\n}\n",
            ),
            (
                "const[one,{two:three}]=go();\nuse(one,three);\n",
                "const[a,{two:b}]=go();\nuse(a,b);\n",
            ),
            (
                "list.map((each,place)=>`${each}: each ${place+1}`);\n",
                "list.map((a,b)=>`${a}: each ${b+1}`);\n",
            ),
            (
                "try{\ngo();\n}catch(error){\nsay(error);\n}\n",
                "try{\ngo();\n}catch(a){\nsay(a);\n}\n",
            ),
            ("const run=async(...words)=>words;\n", "const b=async(...a)=>a;\n"),
        ] {
            assert_eq!(locals(code), short);
        }
    }

    #[test]
    fn what_others_see_and_what_is_a_property_stays() {
        for code in [
            "import{day as written}from'./text.js';\nwritten();\n",
            "export const day=1;\nexport async function turn(){\n}\nturn(day);\n",
            "const{date,room=1}=wish;\nuse({date},room);\n",
            "for(const x of of(x)){\nx.value=1;\n}\n",
            "document.title=location.hash;\n",
            "class A extends B{\nat(x){\nreturn 1;\n}\n}\n",
        ] {
            let kept = locals(code);
            assert_eq!(kept, code);
        }
        for (code, short) in [
            (
                "const value=1;\nuse({value:2},a.value,value);\n",
                "const b=1;\nuse({value:2},a.value,b);\n",
            ),
            (
                "const date=1;\nuse({date});\nuse(date);\n",
                "const date=1;\nuse({date});\nuse(date);\n",
            ),
            ("const x=is?first:second;\nconst first=2;\n", "const x=is?a:second;\nconst a=2;\n"),
            (
                "const text=/text'/g;\nuse({text(){\n}},text);\n",
                "const a=/text'/g;\nuse({text(){\n}},a);\n",
            ),
            (
                "const open=1;\nclass Wall{\nopen(){\nreturn open;\n}\n}\n",
                "const a=1;\nclass b{\nopen(){\nreturn a;\n}\n}\n",
            ),
        ] {
            assert_eq!(locals(code), short);
        }
    }

    #[test]
    fn a_short_name_is_none_that_the_module_has() {
        assert_eq!(locals("const value=1;\na(value.b);\n"), "const c=1;\na(c.b);\n");
        assert_eq!(
            (nth(0), nth(51), nth(52), nth(104)),
            ("a".into(), "Z".into(), "aa".into(), "ba".into())
        );
    }
}
