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
  const rustTypes = () =>
    Object.values(Search._index.objnames)
      .filter(([domain]) => domain === "rs")
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

  const bonus = (name, object) => {
    const segments = name.toLowerCase().split("::");
    const last = segments[segments.length - 1];
    const lowered = query.toLowerCase();
    let score = -segments.length / 100; // of equals the one with the shorter path
    if (name.includes("::")) {
      // what searchtools.js gave to the whole path belongs to the last segment
      if (!last.includes(object)) score -= Scorer.objPartialMatch;
      else if (last === object) score += Scorer.objNameMatch - Scorer.objPartialMatch;
    }
    if (`::${name.toLowerCase()}`.endsWith(`::${lowered}`)) {
      if (lowered.includes("::")) score += Scorer.objNameMatch;
      // who writes capitals means them: `Regex` is the type and not the crate
      if (query !== lowered && `::${name}`.endsWith(`::${query}`)) score += Scorer.objPrio[0];
    }
    return score;
  };

  Search._performSearch = (text, ...others) => {
    query = plain(text);
    return search(text, ...others);
  };

  Search.performObjectSearch = (object, terms) => {
    const types = rustTypes();
    const results = searchObjects(object, terms);
    // a result is [page, name, anchor, description, score, ...]; the description begins with the object's type
    for (const result of results)
      if (types.some((type) => result[3].startsWith(type))) result[4] += bonus(result[1], object);
    return results;
  };
})();
