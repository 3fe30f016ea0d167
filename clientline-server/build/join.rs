//! Joins the modules of the desk into two scripts, what shows the day and the panels that are
//! opened from it, and its styles into one. Compressed together they take a fifth less than one
//! by one, and are three requests instead of fifty.
//!
//! Each module becomes a function that is called once, in the order in which a browser would
//! evaluate them, and gives back what others import of it, which is named once, for all of them:
//! so a name that is imported means one thing, whichever module says it. A module that is loaded
//! later is named itself, too. It knows the forms that the desk's modules use, and refuses others: `import { a, b as c } from
//! './x.js'`, `export` before a function, a class or a `const`, and `import('./x.js')`. Modules
//! that import each other are refused, too.

use std::collections::{BTreeMap, BTreeSet};

/// The script that shows the day; it has the module of that name.
pub(crate) const MAIN: &str = "main.js";
/// The script with the panels.
pub(crate) const PANELS: &str = "panels.js";
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
    let used = Used { imported: imported(&modules)?, loaded: loaded(&modules)? };
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

/// What modules use of each other.
struct Used<'a> {
    /// What is imported, with the module that it is of.
    imported: BTreeMap<&'a str, &'a str>,
    /// Which modules are loaded later.
    loaded: BTreeSet<String>,
}

/// What is imported, with the module that it is of.
fn imported<'a>(modules: &'a BTreeMap<&str, Module>) -> Result<BTreeMap<&'a str, &'a str>, String> {
    let mut imported = BTreeMap::new();
    for (from, names) in modules.values().flat_map(|module| &module.imports) {
        for (name, _) in names {
            let of = *imported.entry(name.as_str()).or_insert(from.as_str());
            if of != from {
                return Err(format!("{name} is imported from {of} and from {from}"));
            }
        }
    }
    Ok(imported)
}

/// Which modules are loaded later.
fn loaded(modules: &BTreeMap<&str, Module>) -> Result<BTreeSet<String>, String> {
    let parts = modules.values().flat_map(|module| {
        module.code.split("import('").skip(1).map(|part| Ok(module.loaded(part)?.0))
    });
    parts.collect()
}

impl Used<'_> {
    /// Exports the modules of the panels that are loaded later, by their variables.
    fn named(&self, panels: &[&str]) -> String {
        let names = panels.iter().filter(|name| self.loaded.contains(**name));
        let names: Vec<String> = names.map(|name| variable(name)).collect();
        format!("export{{{}}};\n", names.join(","))
    }
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

/// A module, taken apart.
struct Module {
    name: String,
    /// Which modules it imports, and what of them, with its name here.
    imports: Vec<(String, Vec<(String, String)>)>,
    exports: Vec<String>,
    /// Its code without either.
    code: String,
}

impl Module {
    fn read(name: &str, source: &str) -> Result<Self, String> {
        let mut module = Self {
            name: name.to_owned(),
            imports: Vec::new(),
            exports: Vec::new(),
            code: String::new(),
        };
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("import") && !line.starts_with("import(") {
                let mut whole = line.to_owned();
                while !whole.ends_with(';') {
                    whole.push_str(lines.next().ok_or_else(|| module.unknown(line))?);
                }
                let import = module.import(&whole)?;
                module.imports.push(import);
            } else {
                let line = module.export(line)?;
                module.code.push_str(line);
                module.code.push('\n');
            }
        }
        Ok(module)
    }

    fn unknown(&self, line: &str) -> String {
        format!("{}: this form is not known: {line}", self.name)
    }

    /// Takes `import { a, b as c } from './x.js';` apart.
    fn import(&self, line: &str) -> Result<(String, Vec<(String, String)>), String> {
        let rest = line.strip_prefix("import{").and_then(|rest| rest.strip_suffix("';"));
        let (names, path) =
            rest.and_then(|rest| rest.split_once("}from'")).ok_or_else(|| self.unknown(line))?;
        let names = names.split(',').filter(|name| !name.is_empty()).map(|name| {
            let (name, here) = name.split_once(" as ").unwrap_or((name, name));
            (name.to_owned(), here.to_owned())
        });
        Ok((resolved(&self.name, path), names.collect()))
    }

    /// Takes `export` away from a line, and notes the name.
    fn export<'a>(&mut self, line: &'a str) -> Result<&'a str, String> {
        let Some(rest) = line.strip_prefix("export ") else { return Ok(line) };
        let declared = rest.strip_prefix("async ").unwrap_or(rest);
        let kinds = ["function ", "class ", "const "];
        let name = kinds.iter().find_map(|kind| declared.strip_prefix(kind));
        let name = name.ok_or_else(|| self.unknown(line))?;
        let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        self.exports.push(name[..end.unwrap_or(name.len())].to_owned());
        Ok(rest)
    }

    /// The function that it becomes, in the script with the panels or in the first one, and the
    /// names of what is used of it.
    fn script(&self, main: &[&str], is_panel: bool, used: &Used<'_>) -> Result<String, String> {
        let renamed = self.imports.iter().flat_map(|(_, names)| names);
        let renamed = renamed.filter(|(name, here)| name != here);
        let renamed: Vec<String> =
            renamed.map(|(name, here)| format!("const {here}={name};\n")).collect();
        let (renamed, code) = (renamed.concat(), self.loads(main, is_panel)?);
        let imported = used.imported.iter().filter(|(_, of)| **of == self.name);
        let imported: Vec<&str> = imported.map(|(name, _)| *name).collect();
        let imported = imported.join(",");
        let gives = |names: &str| match names {
            "" => format!("(()=>{{\n{renamed}{code}}})();\n"),
            names => format!("(()=>{{\n{renamed}{code}return{{{names}}};\n}})();\n"),
        };
        if !used.loaded.contains(&self.name) {
            let named =
                if imported.is_empty() { String::new() } else { format!("const{{{imported}}}=") };
            return Ok(named + &gives(&imported));
        }
        let module = variable(&self.name);
        let whole = format!("const {module}={}", gives(&self.exports.join(",")));
        Ok(if imported.is_empty() {
            whole
        } else {
            format!("{whole}const{{{imported}}}={module};\n")
        })
    }

    /// What it needs of the first script: names that it imports, and modules that it loads later.
    fn needs(&self, main: &[&str]) -> Result<Vec<String>, String> {
        let is_there = |name: &str| main.contains(&name);
        let imports = self.imports.iter().filter(|(from, _)| is_there(from));
        let names = imports.flat_map(|(_, names)| names).map(|(name, _)| name.clone());
        let mut needs: Vec<String> = names.collect();
        for part in self.code.split("import('").skip(1) {
            let (name, _) = self.loaded(part)?;
            needs.extend(is_there(&name).then(|| variable(&name)));
        }
        Ok(needs)
    }

    /// Takes the path of a module that is loaded later, and the code behind it, apart.
    fn loaded<'a>(&self, part: &'a str) -> Result<(String, &'a str), String> {
        let (path, rest) = part.split_once("')").ok_or_else(|| self.unknown(part))?;
        Ok((resolved(&self.name, path), rest))
    }

    /// The code with what it loads later taken from the script that has it.
    fn loads(&self, main: &[&str], is_panel: bool) -> Result<String, String> {
        let mut parts = self.code.split("import('");
        let mut code = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = self.loaded(part)?;
            let module = variable(&name);
            let is_here = is_panel || main.contains(&name.as_str());
            let loaded = if is_here {
                format!("Promise.resolve({module})")
            } else {
                format!("import('./{PANELS}').then((all)=>all.{module})")
            };
            code.push_str(&loaded);
            code.push_str(rest);
        }
        if code.contains("import(`") {
            return Err(format!("{} loads what is only known later", self.name));
        }
        Ok(code)
    }
}

/// The path of what a module names, from the folder of all.
fn resolved(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// The variable of a module.
fn variable(name: &str) -> String {
    format!("_{}", name.trim_end_matches(".js").replace('/', "_"))
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
