// Where a key leads in tables that are walked with the arrow keys.

const PAGE = 10;

/**
 * The cell that a key leads to; null where the key is not the table's. Past the last column the next table begins.
 * @template Cell
 * @param {Cell[][][]} grids tables of rows of cells
 * @param {Cell} from
 * @param {{ key: string, far: boolean }} press `far` with Control or Meta held
 * @returns {Cell | null}
 */
export function cellAfterKey(grids, from, { key, far }) {
  const grid = Math.max(
    0,
    grids.findIndex((rows) => rows.some((row) => row.includes(from))),
  );
  const rows = grids[grid];
  const y = Math.max(
    0,
    rows.findIndex((row) => row.includes(from)),
  );
  const x = Math.max(0, rows[y].indexOf(from));
  const pick = (/** @type {Cell[]} */ row, /** @type {number} */ at) => row[Math.min(Math.max(at, 0), row.length - 1)];
  const line = (/** @type {number} */ at, of = rows) => of[Math.min(Math.max(at, 0), of.length - 1)];
  const beside = (/** @type {number} */ shift) => {
    const other = grids[grid + shift];
    return other?.length ? pick(line(y, other), shift > 0 ? 0 : Number.POSITIVE_INFINITY) : from;
  };
  switch (key) {
    case "ArrowRight":
      return x + 1 < rows[y].length ? rows[y][x + 1] : beside(1);
    case "ArrowLeft":
      return x > 0 ? rows[y][x - 1] : beside(-1);
    case "ArrowDown":
      return pick(line(y + 1), x);
    case "ArrowUp":
      return pick(line(y - 1), x);
    case "PageDown":
      return pick(line(y + PAGE), x);
    case "PageUp":
      return pick(line(y - PAGE), x);
    case "Home":
      return far ? pick(rows[0], 0) : rows[y][0];
    case "End":
      return pick(far ? line(rows.length) : rows[y], Number.POSITIVE_INFINITY);
    default:
      return null;
  }
}
