// Ranks Rust objects in Sphinx's search as it ranks Python's.
//
// Sphinx's searchtools.js takes the last name of an object to be what stands behind the last dot. In `regex::Regex::new` that is all of it:
// a search for "regex" finds every object of the crate alike, in alphabetical order, and none for its name. Here the last segment of a path
// counts, and a query that is the end of a path, or all of it, counts more.
"use strict";

(() => {
  if (typeof Search === "undefined" || !Search._performSearch || !Search.performObjectSearch) return;

  const search = Search._performSearch;
  const searchObjects = Search.performObjectSearch;
  const typesOf = (wanted) =>
    Object.values(Search._index.objnames)
      .filter(([domain]) => domain === wanted)
      .map(([, , shown]) => shown);
  let query = "";

  // `struct@regex::Regex<'_>`, `vec![]`, `Regex::new()` -> path alone
  const plain = (text) =>
    text
      .trim()
      .replace(/^[a-z]+@/, "")
      .replace(/<.*/s, "")
      .replace(/(!?(\(\)|\[\]|\{\})|!)$/, "")
      .replace(/^::/, "");

  const endsIn = (path, end) => `::${path}`.endsWith(`::${end}`);

  const rustBonus = (name, object) => {
    const lowered = query.toLowerCase();
    const segments = name.toLowerCase().split("::");
    const last = segments[segments.length - 1];
    let score = -segments.length / 100; // of equals the one with the shorter path
    if (name.includes("::")) {
      // what searchtools.js gave to the whole path belongs to the last segment
      if (!last.includes(object)) score -= Scorer.objPartialMatch;
      else if (last === object) score += Scorer.objNameMatch - Scorer.objPartialMatch;
    }
    if (!endsIn(name.toLowerCase(), lowered)) return score;
    // who writes capitals means them: `Regex` is the type and not the crate
    if (query !== lowered && !endsIn(name, query)) return score - Scorer.objPrio[0];
    return score + (query !== lowered) + (query.includes("::") ? Scorer.objNameMatch : 0);
  };

  const pythonBonus = (name) => (query !== query.toLowerCase() && `.${name}`.endsWith(`.${query}`) ? 1 : 0);

  Search._performSearch = (text, ...others) => {
    query = plain(text);
    return search(text, ...others);
  };

  Search.performObjectSearch = (object, terms) => {
    const [rust, python] = [typesOf("rs"), typesOf("py")];
    const results = searchObjects(object, terms);
    // a result is [page, name, anchor, description, score, ...]; the description begins with the object's type
    for (const result of results) {
      const is = (type) => result[3].startsWith(type);
      if (rust.some(is)) result[4] += rustBonus(result[1], object);
      else if (python.some(is)) result[4] += pythonBonus(result[1]);
    }
    return results;
  };
})();
