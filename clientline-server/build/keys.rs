//! Gives the texts of the desk short keys: in the scripts, which name them in quotes, and in the
//! files that have them, a line each.
//!
//! A key that a script makes of parts (`close.${method}`, `word('status', one)`) stays as it is,
//! with all that are made alike. So does one without a dot, which may mean something else as well.

use std::collections::BTreeMap;

/// The short keys, by those that they stand for.
pub(crate) struct Keys(BTreeMap<String, String>);

impl Keys {
    /// Finds the keys that are named whole wherever a script names them.
    pub(crate) fn of(texts: &str, modules: &BTreeMap<String, String>) -> Self {
        let parts = Parts::of(modules);
        let whole = texts.lines().filter_map(|line| Some(entry(line)?.0));
        let whole = whole.filter(|key| key.contains('.') && !parts.may_make(key));
        Self(whole.zip(names()).map(|(key, short)| (key.to_owned(), short)).collect())
    }

    /// Writes a squeezed script with them.
    pub(crate) fn script(&self, code: &str) -> String {
        let shorten = |code: String, (key, short): (&String, &String)| {
            code.replace(&format!("'{key}'"), &format!("'{short}'"))
        };
        self.0.iter().fold(code.to_owned(), shorten)
    }

    /// Writes the texts of a language with them.
    pub(crate) fn texts(&self, texts: &str) -> String {
        let line = |line: &str| match entry(line) {
            Some((key, text)) => {
                let key = self.0.get(key).map_or(key, String::as_str);
                format!("\"{key}\":{}\n", text.trim_start())
            }
            None => format!("{line}\n"),
        };
        texts.lines().map(line).collect()
    }
}

/// The key of a line, and what follows it.
fn entry(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('"')?.split_once("\":")
}

/// Names that no text has: each begins with a dot.
fn names() -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    letters().flat_map(move |first| letters().map(move |second| format!(".{first}{second}")))
}

/// What keys that are made of parts begin and end with.
struct Parts<'a> {
    begins: Vec<String>,
    ends: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(modules: &'a BTreeMap<String, String>) -> Self {
        let (mut begins, mut ends) = (Vec::new(), Vec::new());
        for code in modules.values() {
            for (at, _) in code.match_indices("${") {
                let begin = trailing(&code[..at]);
                begins.extend(begin.ends_with('.').then(|| begin.to_owned()));
            }
            for part in code.split("word('").skip(1) {
                let group = part.split('\'').next().unwrap_or_default();
                begins.push(format!("{group}."));
            }
            for (at, _) in code.match_indices('`') {
                let end = trailing(&code[..at]);
                let is_made = code[..at - end.len()].ends_with('}');
                ends.extend((is_made && end.starts_with('.')).then_some(end));
            }
        }
        Self { begins, ends }
    }

    fn may_make(&self, key: &str) -> bool {
        self.begins.iter().any(|begin| key.starts_with(begin))
            || self.ends.iter().any(|end| key.ends_with(end))
    }
}

/// The part of a key with which a text ends.
fn trailing(text: &str) -> &str {
    let before = text.trim_end_matches(|sign: char| {
        sign.is_ascii_alphanumeric() || sign == '.' || sign == '-' || sign == '_'
    });
    &text[before.len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_are_named_whole_are_short_and_others_stay() {
        let code = "text('till.pay');text(a?'till.due':'back');text(`close.${one}`);\
                    word('status',one);text(`${unit}.before`);say('till.pay.')";
        let modules = BTreeMap::from([("a.js".to_owned(), code.to_owned())]);
        let texts = "{\n\"back\": \"Back\",\n\"till.pay\": \"To pay: {x}\",\n\"till.due\": \
                     {\"one\": \"a\"},\n\"close.cash\": \"Cash\",\n\"status.late\": \"late\",\n\
                     \"day.before\": \"Before\"\n}\n";
        let keys = Keys::of(texts, &modules);
        assert_eq!(
            keys.script(code),
            "text('.aa');text(a?'.ab':'back');text(`close.${one}`);word('status',one);\
             text(`${unit}.before`);say('till.pay.')"
        );
        assert_eq!(
            keys.texts(texts),
            "{\n\"back\":\"Back\",\n\".aa\":\"To pay: {x}\",\n\".ab\":{\"one\": \"a\"},\n\
             \"close.cash\":\"Cash\",\n\"status.late\":\"late\",\n\"day.before\":\"Before\"\n}\n"
        );
    }
}
