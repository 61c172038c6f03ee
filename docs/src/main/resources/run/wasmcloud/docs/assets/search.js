// Finds sections by their words, in an index that was made with the pages.
"use strict";

const MOST = 30;
const status = document.getElementById("search-status");
const results = document.getElementById("search-results");
const field = document.getElementById("search");

function wordsOf(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}_]{2,40}/gu) ?? [];
}

// The first of the sorted words that is not before another.
function firstFrom(sorted, word) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

// What each section weighs for one word: the word itself counts most, longer words that begin with it less.
function weights(index, sorted, word) {
  const found = new Map();
  for (let i = firstFrom(sorted, word); i < sorted.length && sorted[i].startsWith(word); i++) {
    const share = sorted[i] === word ? 1 : word.length / (sorted[i].length + 2);
    const places = index.words[sorted[i]];
    const rarity = Math.log(1 + (2 * index.sections.length) / places.length);
    let section = 0;
    for (let p = 0; p < places.length; p += 2) {
      section += places[p];
      const weight = share * rarity * Math.sqrt(places[p + 1]);
      found.set(section, Math.max(found.get(section) ?? 0, weight));
    }
  }
  return found;
}

// Sections that have every word, the heaviest first.
function find(index, query) {
  const sorted = index.sorted;
  let sums = null;
  for (const word of new Set(wordsOf(query))) {
    const own = weights(index, sorted, word);
    if (sums === null) {
      sums = own;
    } else {
      const both = new Map();
      for (const [section, weight] of own) {
        if (sums.has(section)) {
          both.set(section, weight + sums.get(section));
        }
      }
      sums = both;
    }
  }
  return [...(sums ?? [])]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([section]) => index.sections[section]);
}

function entry([address, title, heading, excerpt]) {
  const item = document.createElement("div");
  item.className = "found";
  const link = document.createElement("a");
  link.href = address;
  link.textContent = heading === "" ? title : title + " › " + heading;
  const text = document.createElement("p");
  text.textContent = excerpt;
  item.append(link, text);
  return item;
}

function show(index, query) {
  const found = find(index, query);
  results.replaceChildren(...found.slice(0, MOST).map(entry));
  status.textContent =
    found.length === 0
      ? `Nothing has all words of “${query}”. Fewer or shorter words find more.`
      : `${found.length} ${found.length === 1 ? "section has" : "sections have"} all words of “${query}”` +
        (found.length > MOST ? `; these are the best ${MOST}.` : ".");
}

async function main() {
  const query = (new URLSearchParams(location.search).get("q") ?? "").slice(0, 200).trim();
  field.value = query;
  if (query === "") {
    status.textContent = "Below are all pages. Write some words above to find a section.";
    return;
  }
  status.textContent = "Searching …";
  try {
    const answer = await fetch(results.dataset.index);
    const index = await answer.json();
    index.sorted = Object.keys(index.words).sort();
    show(index, query);
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const next = field.value.trim();
      history.replaceState(null, "", "?q=" + encodeURIComponent(next));
      show(index, next);
    });
  } catch (failure) {
    status.textContent = "The index could not be loaded: " + failure.message + ". Below are all pages.";
  }
}

main();
