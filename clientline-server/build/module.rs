//! A module of the desk, taken apart and written as a function.
//!
//! The function gives back what others import of the module, which is named once, for all of them:
//! so a name that is imported means one thing, whichever module says it. A module that is loaded
//! later is named itself, too. The forms that the desk's modules use are known, and others are
//! refused: `import { a, b as c } from './x.js'`, `export` before a function, a class or a `const`,
//! and `import('./x.js')`.

use std::collections::{BTreeMap, BTreeSet};

/// The script with the panels.
pub(crate) const PANELS: &str = "panels.js";

/// A module, taken apart.
pub(super) struct Module {
    name: String,
    /// Which modules it imports, and what of them, with its name here.
    pub(super) imports: Vec<(String, Vec<(String, String)>)>,
    exports: Vec<String>,
    /// Its code without either.
    code: String,
}

impl Module {
    pub(super) fn read(name: &str, source: &str) -> Result<Self, String> {
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
    pub(super) fn script(
        &self,
        main: &[&str],
        is_panel: bool,
        used: &Used<'_>,
    ) -> Result<String, String> {
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
    pub(super) fn needs(&self, main: &[&str]) -> Result<Vec<String>, String> {
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

/// What modules use of each other.
pub(super) struct Used<'a> {
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

impl<'a> Used<'a> {
    /// Finds what some modules use of each other.
    pub(super) fn by(modules: &'a BTreeMap<&str, Module>) -> Result<Self, String> {
        Ok(Self { imported: imported(modules)?, loaded: loaded(modules)? })
    }

    /// Exports the modules of the panels that are loaded later, by their variables.
    pub(super) fn named(&self, panels: &[&str]) -> String {
        let names = panels.iter().filter(|name| self.loaded.contains(**name));
        let names: Vec<String> = names.map(|name| variable(name)).collect();
        format!("export{{{}}};\n", names.join(","))
    }
}
