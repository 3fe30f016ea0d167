// What can be said of the desk's files without a browser: that every text is there in every
// language, and everything is used. How large they are is held by a test of the program, which
// joins and sends them.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MOST_LINES = 300;
const faults = [];

const files = readdirSync('desk', { recursive: true }).map(String)
  .filter((name) => statSync(join('desk', name)).isFile() && name !== 'package.json');
for (const name of files) {
  const lines = readFileSync(join('desk', name), 'utf8').split('\n').length - 1;
  if (lines > MOST_LINES && !name.startsWith('lang/')) faults.push(`${name} has ${lines} lines, more than ${MOST_LINES}`);
}
const page = readFileSync('desk/index.html', 'utf8');

const languages = files.filter((name) => name.startsWith('lang/'));
const texts = Object.fromEntries(languages.map((name) => [name, JSON.parse(readFileSync(join('desk', name), 'utf8'))]));
const english = texts['lang/en.json'];
const places = (value) => {
  const forms = typeof value === 'object' ? Object.values(value) : [value];
  return [...new Set(forms.flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort().join();
};
for (const [name, found] of Object.entries(texts)) {
  for (const key of Object.keys(english)) {
    if (!(key in found)) faults.push(`${name} lacks ${key}`);
    else if (places(found[key]) !== places(english[key])) faults.push(`${name}: ${key} has other places than in English`);
  }
  for (const key of Object.keys(found)) if (!(key in english)) faults.push(`${name} has ${key}, which English has not`);
}
for (const tag of ['en', 'de', 'pt', 'fr', 'es']) if (!texts[`lang/${tag}.json`]) faults.push(`there is no lang/${tag}.json`);

// Keys that are made of two parts are found by the scenes, which fail on a missing text.
const scripts = files.filter((name) => name.endsWith('.js')).map((name) => [name, readFileSync(join('desk', name), 'utf8')]);
// The program takes modules apart line by line, so no text may go over several lines.
for (const name of files.filter((one) => /\.(js|css)$/.test(one))) {
  for (const line of readFileSync(join('desk', name), 'utf8').split('\n')) {
    if (line.split('`').length % 2 === 0) faults.push(`${name} has a text of several lines: ${line.trim()}`);
  }
}
for (const [name, script] of scripts) {
  for (const [, key] of script.matchAll(/\btext\('([\w.-]+)'/g)) if (!(key in english)) faults.push(`${name} says ${key}, which has no text`);
  if (/\.(innerHTML|outerHTML)\b|insertAdjacentHTML|document\.write/.test(script)) faults.push(`${name} makes nodes of text`);
}

// What nothing uses: texts, by their whole keys or by what a key is made of, and classes of styles.
const code = [page, ...scripts.map(([, script]) => script)].join('\n');
const groups = [...[...code.matchAll(/\btext\(`([\w.-]+\.)\$\{/g)].map(([, group]) => group), ...[...code.matchAll(/\bword\('(\w+)'/g)].map(([, group]) => `${group}.`)];
const ends = [...code.matchAll(/\btext\(`\$\{\w+\}(\.[\w.]+)`/g)].map(([, end]) => end);
for (const key of Object.keys(english)) {
  if (!code.includes(`'${key}'`) && !groups.some((group) => key.startsWith(group)) && !ends.some((end) => key.endsWith(end))) faults.push(`nothing says ${key}`);
}
const named = (script, name) => script.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
for (const [file, script] of scripts) {
  for (const [, names] of script.matchAll(/^import \{([^}]*)\}/gm)) {
    for (const name of names.split(',').map((one) => one.split(' as ').at(-1).trim())) if (name && named(script, name) < 2) faults.push(`${file} imports ${name} and has no use for it`);
  }
  for (const [, name] of script.matchAll(/^export (?:async )?(?:function|const|class|let) (\w+)/gm)) {
    if (!scripts.some(([other, text]) => other !== file && named(text, name))) faults.push(`${file} exports ${name}, which nothing else uses`);
  }
}
const classesOf = (styles) => new Set([...styles.replace(/\/\*.*?\*\//gs, '').matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g)].map(([, name]) => name));
const unworn = (styles, worn) => {
  const words = new Set(worn.match(/[a-z][\w-]*/g));
  const begun = [...worn.matchAll(/\b([a-z]+-)(?:\$\{|\{\{)/g)].map(([, start]) => start);
  // A state is a class as the server names it.
  const states = Object.keys(english).filter((key) => key.startsWith('status.')).map((key) => key.slice(7));
  return [...classesOf(styles)].filter((name) => !words.has(name) && !states.includes(name) && !begun.some((start) => name.startsWith(start)));
};
const read = (folder, end) => readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(end)).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
for (const name of unworn(read('desk/styles', '.css'), code)) faults.push(`nothing has the class ${name}`);
for (const name of unworn(read('booking', '.css'), read('booking', '.html') + read('booking', '.js'))) faults.push(`nothing on the booking page has the class ${name}`);

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log(`desk: ${files.length} files, ${Object.keys(english).length} texts in ${languages.length} languages`);
