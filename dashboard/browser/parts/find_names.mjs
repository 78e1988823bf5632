// Which State a text means: the twin of dashboard/domain/names.py, fed by its names and tested on the same texts.

const SHORTEST = 4;
const MOST_NEAR = 3;
const LONGEST = 60;
const MOST_HITS = 6;
/** Letters that Unicode does not take apart. */
/** @type {Record<string, string>} */
const OTHER = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ı: "i",
  ħ: "h",
  ŋ: "n",
  ŧ: "t",
  ĸ: "k",
  ß: "ss",
  ς: "σ",
};
const OTHERS = new RegExp(`[${Object.keys(OTHER).join("")}]`, "g");
const FORMAL = /^(?:the )?(?:(?:federal )?(?:republic|kingdom|principality|grand duchy) of (?:the )?)?/;

/**
 * Without case and accents.
 * @param {string} text
 */
export const fold = (text) =>
  text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(OTHERS, (letter) => OTHER[letter]);

/**
 * A name without case, accents, signs, "the" and "Republic of", to compare with another's.
 * @param {string} text
 */
export function nameKey(text) {
  const plain = fold(text)
    .replace(/['’‘ʼ.]/g, "")
    .replaceAll("&", " and ")
    .replace(/[^\p{L}\p{N}]/gu, " ");
  const words = plain.split(" ").filter(Boolean).join(" ");
  return words.replace(FORMAL, "") || words;
}

/** @param {string} key */
const allowedErrors = ({ length }) => (length < SHORTEST ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3);

/**
 * Letters added, left out, changed or swapped; an error in the first letter counts twice.
 * @param {string} typed
 * @param {string} name
 */
function distance(typed, name) {
  const a = [...typed];
  const b = [...name];
  let [twoAgo, before, row] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([]), b.map((_, at) => at)];
  row.push(b.length);
  for (let i = 1; i <= a.length; i += 1) {
    [twoAgo, before, row] = [before, row, [i]];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = before[j - 1] + Number(a[i - 1] !== b[j - 1]);
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], twoAgo[j - 2] + 1);
    }
  }
  return row[b.length] + Number(a[0] !== b[0]);
}

/** @typedef {{ iso3: Iso3, name: string, via: string, rank: number }} StateHit */

export class StateNames {
  /** @param {Pick<FindBundle, "states" | "elsewhere">} bundle */
  constructor({ states, elsewhere }) {
    this.states = states;
    /** @type {Map<string, Iso3 | null>} */
    this.byKey = new Map();
    for (const [iso3, names] of Object.entries(states))
      for (const key of names.map(nameKey)) {
        const owner = this.byKey.get(key);
        this.byKey.set(key, owner === undefined || owner === iso3 ? iso3 : null);
      }
    this.elsewhere = new Set(elsewhere.map(nameKey));
  }

  /**
   * The State that has this name or code; null where none has.
   * @param {string} text
   * @returns {Iso3 | null}
   */
  find(text) {
    const code = text.trim().toUpperCase();
    if (Object.hasOwn(this.states, code)) return code;
    return text.length > LONGEST ? null : (this.byKey.get(nameKey(text)) ?? null);
  }

  /**
   * The State whose name on screen this is, whatever its case and accents.
   * @param {string} text
   */
  whole(text) {
    const key = nameKey(text);
    const iso3 = this.find(text);
    return iso3 && nameKey(this.states[iso3][0]) === key ? iso3 : null;
  }

  /**
   * The States whose names begin so or come nearest; empty where that says nothing.
   * @param {string} text
   * @returns {Iso3[]}
   */
  near(text) {
    const key = nameKey(text.slice(0, LONGEST + 1));
    if (!key || key.length > LONGEST || this.elsewhere.has(key)) return [];
    const known = [...this.byKey].filter(([name, iso3]) => name && iso3);
    const begins = new Set(known.filter(([name]) => key.length > 1 && name.startsWith(key)).map(([, iso3]) => iso3));
    if (begins.size) return begins.size > MOST_NEAR ? [] : /** @type {Iso3[]} */ ([...begins].sort());
    const allowed = allowedErrors(key);
    if (!allowed) return [];
    let least = allowed + 1;
    /** @type {Set<Iso3>} */
    let nearest = new Set();
    for (const [name, iso3] of known) {
      if (name.length < SHORTEST || Math.abs(name.length - key.length) > allowed) continue;
      const errors = distance(key, name);
      if (errors < least) nearest = new Set();
      least = Math.min(least, errors);
      if (errors === least) nearest.add(/** @type {Iso3} */ (iso3));
    }
    const elsewhere = Math.min(allowed + 1, ...[...this.elsewhere].map((name) => distance(key, name)));
    return least > allowed || elsewhere < least || nearest.size > MOST_NEAR ? [] : [...nearest].sort();
  }

  /**
   * States to offer while a name is typed, best first; `via` is the name that fits where it is not the one on screen.
   * @param {string} text
   * @returns {StateHit[]}
   */
  hits(text) {
    const key = nameKey(text);
    if (!key) return [];
    const whole = this.find(text);
    const hits = Object.entries(this.states).flatMap(([iso3, names]) => {
      const own = nameKey(names[0]);
      const other = names.find((name) => nameKey(name).startsWith(key));
      const ranks = [
        iso3 === whole,
        own.startsWith(key),
        ` ${own}`.includes(` ${key}`),
        key.length > 1 && other,
        key.length > 2 && own.includes(key),
      ];
      const rank = ranks.findIndex(Boolean);
      if (rank < 0) return [];
      const via = other && !own.startsWith(key) ? other : "";
      return [{ iso3, name: names[0], via, rank }];
    });
    return hits.sort((one, two) => one.rank - two.rank || one.name.localeCompare(two.name)).slice(0, MOST_HITS);
  }

  /**
   * The State that Enter takes without a choice: of a whole name, else the only one whose name begins so.
   * @param {string} text
   * @returns {Iso3 | null}
   */
  meant(text) {
    const whole = this.find(text);
    const key = nameKey(text);
    if (whole || key.length < 3 || this.elsewhere.has(key)) return whole;
    const [first, second] = this.hits(text);
    return first && first.rank < 4 && first.rank !== second?.rank ? first.iso3 : null;
  }
}
