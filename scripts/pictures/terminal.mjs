// What a terminal shows after some output, and that as a picture.

/** @typedef {{ char: string, style: Style }} Cell */
/** @typedef {{ colour?: string | undefined, isBold?: boolean, isDim?: boolean }} Style */

const COLOURS = [
  "#8b8fa3",
  "#ff7b93",
  "#5fdd80",
  "#ffbe70",
  "#8ebcfc",
  "#d7a7ff",
  "#5fd7e8",
  "#e6e7ee",
];
const TEXT = "#e6e7ee";
const GROUND = "#1b1d24";
const [CHAR, LINE, EDGE, HEAD] = [8.43, 20, 20, 38];

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told what to do by them.
const CONTROL = /\u001b\[([?\d;]*)([A-Za-z])|\u001b\][^\u0007]*\u0007|[\r\n]|./gsu;

/**
 * Follows the output as a terminal would: it may go back and draw over what it drew.
 * @param {string} output
 * @returns {Cell[][]} the lines
 */
export function screenOf(output) {
  /** @type {Cell[][]} */
  const lines = [[]];
  let [row, column] = [0, 0];
  /** @type {Style} */
  let style = {};
  for (const [text, numbers = "", command] of output.matchAll(CONTROL)) {
    const count = Number(numbers || 1);
    lines[row] ??= [];
    const line = lines[row] ?? [];
    if (text === "\r") column = 0;
    else if (text === "\n") row += 1;
    else if (command === "A") row = Math.max(row - count, 0);
    else if (command === "B") row += count;
    else if (command === "C") column += count;
    else if (command === "D") column = Math.max(column - count, 0);
    else if (command === "G") column = count - 1;
    else if (command === "K") numbers === "2" ? line.splice(0) : line.splice(column);
    else if (command === "J") lines.splice(row + 1).concat(line.splice(column));
    else if (command === "m") style = styled(style, numbers);
    else if (text.startsWith("\u001b")) continue;
    else {
      while (line.length < column) line.push({ char: " ", style: {} });
      line[column] = { char: text, style };
      column += 1;
    }
  }
  return Array.from(lines, (line) => line ?? []);
}

/** @param {Style} style @param {string} numbers @returns {Style} */
function styled(style, numbers) {
  const now = { ...style };
  for (const code of (numbers || "0").split(";").map(Number)) {
    const colour = COLOURS[code >= 90 ? code - 90 : code - 30];
    if (code === 0) Object.assign(now, { colour: undefined, isBold: false, isDim: false });
    else if (code === 1) now.isBold = true;
    else if (code === 2) now.isDim = true;
    else if (code === 22) Object.assign(now, { isBold: false, isDim: false });
    else if (code === 39) now.colour = undefined;
    else if (colour) now.colour = colour;
  }
  return now;
}

/** The text alone. @param {Cell[][]} screen */
export function textOf(screen) {
  return screen
    .map((line) =>
      line
        .map(({ char }) => char)
        .join("")
        .trimEnd(),
    )
    .join("\n")
    .trim();
}

/** @param {Cell[][]} screen @param {string} title @returns {string} SVG */
export function drawTerminal(screen, title) {
  const lines = screen.slice(0, screen.findLastIndex((line) => line.length > 0) + 1);
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHAR + 2 * EDGE);
  const height = lines.length * LINE + HEAD + EDGE;
  const dots = ["#ff5f57", "#febc2e", "#28c840"].map(
    (colour, index) => `<circle cx="${EDGE + index * 18}" cy="19" r="6" fill="${colour}"/>`,
  );
  const rows = lines.flatMap((line, row) => runsOf(line).map((run) => drawRun(run, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<rect width="${width}" height="${height}" rx="10" fill="${GROUND}"/>
${dots.join("")}
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" xml:space="preserve">
${rows.join("\n")}
</g>
</svg>
`;
}

/**
 * Neighbours that look alike.
 * @param {Cell[]} line
 */
function runsOf(line) {
  /** @type {{ column: number, text: string, style: Style }[]} */
  const runs = [];
  for (const [column, { char, style }] of Array.from(
    line,
    (cell) => cell ?? { char: " ", style: {} },
  ).entries()) {
    const last = runs.at(-1);
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += char;
    else runs.push({ column, text: char, style });
  }
  return runs.filter(({ text }) => text.trim() !== "");
}

/** @param {{ column: number, text: string, style: Style }} run @param {number} row */
function drawRun({ column, text, style }, row) {
  const indent = text.length - text.trimStart().length;
  const shown = text.trim();
  const x = (EDGE + (column + indent) * CHAR).toFixed(1);
  const y = HEAD + (row + 1) * LINE - 4;
  const looks = [
    `fill="${style.colour ?? TEXT}"`,
    style.isBold ? 'font-weight="700"' : "",
    style.isDim ? 'opacity="0.65"' : "",
    // The picture looks the same whatever font is there.
    `textLength="${([...shown].length * CHAR).toFixed(1)}"`,
  ];
  return `<text x="${x}" y="${y}" ${looks.filter(Boolean).join(" ")}>${escaped(shown)}</text>`;
}

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
