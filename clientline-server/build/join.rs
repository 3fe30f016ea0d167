//! Joins the modules of the desk into two scripts, what shows the day and the panels that are
//! opened from it, and its styles into one. Compressed together they take a fifth less than one
//! by one, and are three requests instead of fifty.
//!
//! Each module becomes a function that is called once ([`Module`]), in the order in which a browser
//! would evaluate them. Modules that import each other are refused.

#[path = "module.rs"]
mod module;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::module::PANELS;
use self::module::{Module, Used};

/// The script that shows the day; it has the module of that name.
pub(crate) const MAIN: &str = "main.js";
/// The modules that the first script begins with; it has whatever they import.
const FIRST: [&str; 2] = ["book/book.js", MAIN];

/// The page itself, which names the styles in their order.
pub(crate) const PAGE: &str = "index.html";
/// The style that stands for all.
pub(crate) const STYLE: &str = "styles/desk.css";
/// How the page names a style, up to its path and behind it.
const LINK: (&str, &str) = ("<link rel=\"stylesheet\" href=\"{assets}/", "\">\n");

/// Joins the styles that a page names, in that order, and has it name the one that they become.
///
/// # Errors
///
/// A sentence, if one is not there, or is not named.
pub(crate) fn styles(
    page: &str,
    sources: &BTreeMap<String, String>,
) -> Result<[(&'static str, String); 2], String> {
    let (before, after) = LINK;
    let mut parts = page.split(before);
    let mut joined = parts.next().unwrap_or_default().to_owned();
    joined += &[before, STYLE, after].concat();
    let mut style = String::new();
    let mut named = Vec::new();
    for part in parts {
        let (name, rest) = part.split_once(after).unwrap_or((part, ""));
        style.push_str(sources.get(name).ok_or_else(|| format!("there is no style {name}"))?);
        joined.push_str(rest);
        named.push(name);
    }
    match sources.keys().find(|name| !named.contains(&name.as_str())) {
        Some(lost) => Err(format!("{PAGE} does not name {lost}")),
        None => Ok([(PAGE, joined), (STYLE, style)]),
    }
}

/// Joins modules, given by their paths, squeezed.
///
/// # Errors
///
/// A sentence, if a module uses a form that is not known, or imports what is not there.
pub(crate) fn scripts(
    sources: &BTreeMap<String, String>,
) -> Result<[(&'static str, String); 2], String> {
    let mut modules = BTreeMap::new();
    for (name, code) in sources {
        modules.insert(name.as_str(), Module::read(name, code)?);
    }
    let mut main = Vec::new();
    for first in FIRST {
        order(first, &modules, &mut main, &mut Vec::new())?;
    }
    let mut all = main.clone();
    for name in modules.keys() {
        order(name, &modules, &mut all, &mut Vec::new())?;
    }
    let panels = &all[main.len()..];
    let used = Used::by(&modules)?;
    let body = |names: &[&str]| -> Result<String, String> {
        let script = |name: &&str| modules[name].script(&main, panels.contains(name), &used);
        names.iter().map(script).collect()
    };
    let mut shared = BTreeSet::new();
    for name in panels {
        shared.extend(modules[name].needs(&main)?);
    }
    let shared: Vec<String> = shared.into_iter().collect();
    let shared = shared.join(",");
    Ok([
        (MAIN, format!("{}export{{{shared}}};\n", body(&main)?)),
        (
            PANELS,
            format!("import{{{shared}}}from'./{MAIN}';\n{}{}", body(panels)?, used.named(panels)),
        ),
    ])
}

/// Puts a module behind those that it imports.
fn order<'a>(
    name: &'a str,
    modules: &'a BTreeMap<&str, Module>,
    done: &mut Vec<&'a str>,
    open: &mut Vec<&'a str>,
) -> Result<(), String> {
    if done.contains(&name) {
        return Ok(());
    }
    if open.contains(&name) {
        return Err(format!("{} import each other", open.join(", ")));
    }
    let module = modules.get(name).ok_or_else(|| format!("there is no module {name}"))?;
    open.push(name);
    for (other, _) in &module.imports {
        order(other, modules, done, open)?;
    }
    open.pop();
    done.push(name);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Joins modules with an empty book beside them.
    fn joined(modules: &[(&str, &str)]) -> Result<[(&'static str, String); 2], String> {
        let book = ("book/book.js", "export function show(){\n}\n");
        let all = modules.iter().chain([&book]);
        scripts(&all.map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect())
    }

    #[test]
    fn a_module_stands_behind_what_it_imports_and_the_panels_in_a_script_of_their_own() {
        let [(_, main), (_, panels)] = joined(&[
            (
                "main.js",
                "import{day as written}from'./text.js';\nwritten(()=>import('./panels/till.js'),\n\
                 import('./book/book.js'));\n",
            ),
            (
                "panels/till.js",
                "import{\nday,\n}from'../text.js';\n\
                 export const pay=()=>import('./tender.js');\n",
            ),
            ("panels/tender.js", "export async function tender(){\n}\n"),
            ("text.js", "export const day=1;\n"),
        ])
        .unwrap();
        assert_eq!(
            main,
            "const _book_book=(()=>{\nfunction show(){\n}\nreturn{show};\n})();\n\
             const{day}=(()=>{\nconst day=1;\nreturn{day};\n})();\n\
             (()=>{\nconst written=day;\n\
             written(()=>import('./panels.js').then((all)=>all._panels_till),\n\
             Promise.resolve(_book_book));\n\
             })();\nexport{day};\n"
        );
        assert_eq!(
            panels,
            "import{day}from'./main.js';\n\
             const _panels_tender=(()=>{\nasync function tender(){\n}\nreturn{tender};\n})();\n\
             const _panels_till=(()=>{\n\
             const pay=()=>Promise.resolve(_panels_tender);\n\
             return{pay};\n})();\nexport{_panels_tender,_panels_till};\n"
        );
    }

    #[test]
    fn a_name_that_is_imported_means_one_thing() {
        let refused = joined(&[
            ("main.js", "import{day}from'./text.js';\nimport{day as wall}from'./wall.js';\n"),
            ("text.js", "export const day=1;\n"),
            ("wall.js", "export const day=2;\n"),
        ]);
        assert_eq!(refused.unwrap_err(), "day is imported from text.js and from wall.js");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        for (code, why) in [
            ("import'./text.js';\n", "not known"),
            ("import all from'./text.js';\n", "not known"),
            ("import{day}from'./text.js'\n", "not known"),
            ("export let language='en';\n", "not known"),
            ("export default 1;\n", "not known"),
            ("import{day}from'./nowhere.js';\n", "there is no module nowhere.js"),
            ("import{day}from'./main.js';\n", "import each other"),
            ("import(`./panels/${panel}.js`);\n", "only known later"),
        ] {
            let refused = joined(&[("main.js", code), ("text.js", "")]).unwrap_err();
            assert!(refused.contains(why), "{code}: {refused}");
        }
    }

    #[test]
    fn styles_are_joined_in_the_order_in_which_the_page_names_them() {
        let link = |name: &str| format!("{}styles/{name}.css{}", LINK.0, LINK.1);
        let all = |names: &[&str]| {
            let sources = [("styles/a.css", "a{}\n"), ("styles/b.css", "b{}\n")];
            let links: String = names.iter().map(|name| link(name)).collect();
            let sources = sources.map(|(name, text)| (name.to_owned(), text.to_owned()));
            styles(&format!("<head>\n{links}</head>\n"), &sources.into())
        };
        let [(_, page), (_, style)] = all(&["b", "a"]).unwrap();
        assert_eq!(page, format!("<head>\n{}</head>\n", link("desk")));
        assert_eq!(style, "b{}\na{}\n");
        assert!(all(&["b"]).unwrap_err().contains("styles/a.css"));
        assert!(all(&["a", "b", "c"]).unwrap_err().contains("styles/c.css"));
    }
}
