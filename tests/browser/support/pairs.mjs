// Which ways of looking cover every pair: with few of them, each value of each
// factor meets each value of every other. No chance: the same list every time.

/** Every combination of the factors' values: `{size: "phone", scheme: "dark"}`. */
const combine = (factors) =>
  Object.entries(factors).reduce(
    (ways, [factor, values]) => ways.flatMap((way) => values.map((value) => ({ ...way, [factor]: value }))),
    [{}],
  );

/** The pairs of values in a way, such as `scheme=dark size=phone`. */
const pairsIn = (way) => {
  const values = Object.entries(way).map(([factor, value]) => `${factor}=${value}`).sort();
  return values.flatMap((one, at) => values.slice(at + 1).map((other) => `${one} ${other}`));
};

/**
 * A way for each slot, in its order; a slot says which factors it has already,
 * such as `{language: "fr"}`. Each takes the way whose pairs were seen least.
 */
export function cover(factors, slots) {
  const seen = new Map();
  const times = (pair) => seen.get(pair) ?? 0;
  const worth = (way) => pairsIn(way).reduce((sum, pair) => sum + 1 / (1 + times(pair)) ** 2, 0);
  const ways = combine(factors);
  return slots.map((slot) => {
    const fitting = ways.filter((way) => Object.entries(slot).every(([factor, value]) => way[factor] === value));
    const way = fitting.reduce((best, one) => (worth(one) > worth(best) ? one : best));
    for (const pair of pairsIn(way)) seen.set(pair, times(pair) + 1);
    return way;
  });
}

/** The pairs that no way has. */
export function missing(factors, ways) {
  const had = new Set(ways.flatMap(pairsIn));
  return [...new Set(combine(factors).flatMap(pairsIn))].filter((pair) => !had.has(pair));
}

/** Each name in two languages, in one way in either, so that every pair occurs: `{name, way}`. */
export function inTwoWays(names, factors) {
  const { language: languages } = factors;
  const slots = names.flatMap((name, at) =>
    [0, languages.length / 2].map((ahead) => ({ name, language: languages[(at + ahead) % languages.length] })),
  );
  const ways = cover(factors, slots.map(({ language }) => ({ language })));
  return slots.map(({ name }, at) => ({ name, way: ways[at] }));
}

/** Each name in every way. */
export const inAllWays = (names, factors) => names.flatMap((name) => combine(factors).map((way) => ({ name, way })));
