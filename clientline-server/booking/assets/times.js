// The choice of a time without loading the page anew: when somebody else, another month or another
// day is pressed, the part of that page takes the place of the one that is there. Without this
// script the links lead to the same pages.

const said = document.getElementById('said');
let turn = 0;

/** Reads a page as a document: the page's policy lets no text become markup. */
const read = (address) => new Promise((done, fail) => {
  const request = new XMLHttpRequest();
  request.responseType = 'document';
  request.open('GET', address);
  request.onload = () => done(request.response?.getElementById('choice'));
  request.onerror = fail;
  request.send();
});

/** Shows what an address shows; what has the focus keeps it, by what it is. */
async function show(address, focus) {
  const mine = ++turn;
  const old = document.getElementById('choice');
  old.setAttribute('aria-busy', 'true');
  const part = await read(address).catch(() => null);
  if (mine !== turn) return false;
  if (!part) {
    location.assign(address);
    return false;
  }
  old.replaceWith(document.adoptNode(part));
  (focus && (part.querySelector(focus) ?? part.querySelector('[aria-current]')))?.focus();
  said.textContent = [...part.querySelectorAll('.days h2, .day, .none')].map((node) => node.textContent).join('. ');
  return true;
}

/** How a link is found again on the next page. */
function kindOf(link) {
  if (link.rel) return `[rel=${link.rel}]`;
  const extra = link.closest('.extras li');
  if (extra) return `.extras li:nth-child(${[...extra.parentNode.children].indexOf(extra) + 1}) a`;
  return link.closest('.people') ? '.people [aria-current]' : '.month [aria-current]';
}

document.addEventListener('click', async (event) => {
  const link = event.target.closest('#choice a:not(.times a, .chosen a)');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !isPlain || event.defaultPrevented) return;
  event.preventDefault();
  if (await show(link.href, kindOf(link))) history.pushState(null, '', link.href);
});

addEventListener('popstate', () => show(location.href));
