// The pipeline, drawn: what is made of the spec.

const STEPS = ["openapi.yaml", "lint", "types and methods"];
const RESULTS = ["client", "mock", "fake", "docs"];
const [HEIGHT, BOX, GAP] = [216, 40, 44];

/** @returns {string} SVG, which follows the reader's light and dark */
export function drawPipeline() {
  const parts = [];
  let x = 1;
  const middle = HEIGHT / 2;
  for (const [index, name] of STEPS.entries()) {
    const width = name.length * 8.4 + 32;
    parts.push(box(x, middle - BOX / 2, width, name, index === 0 ? "source" : ""));
    x += width;
    if (index < STEPS.length - 1) parts.push(arrow(x + 6, middle, x + GAP - 6, middle));
    x += GAP;
  }
  const from = x - GAP + 6;
  const width = Math.max(...RESULTS.map((name) => name.length)) * 8.4 + 40;
  for (const [index, name] of RESULTS.entries()) {
    const y = 8 + index * (BOX + 13.3) + BOX / 2;
    parts.push(arrow(from, middle, x + 18, y), box(x + 24, y - BOX / 2, width, name, "result"));
  }
  const whole = Math.ceil(x + 24 + width + 1);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${HEIGHT}" viewBox="0 0 ${whole} ${HEIGHT}" role="img">
<title>${[...STEPS, RESULTS.join(" · ")].join(" → ")}</title>
<style>
  svg { --box: #fbfbfc; --line: #c4c6d1; --made: #e8f0fd; --edge: #8eb4f0; --text: #1a1c21 }
  @media (prefers-color-scheme: dark) {
    svg { --box: #2a2b33; --line: #555761; --made: #1f3353; --edge: #3f6db3; --text: #fbfbfc }
  }
  rect { fill: var(--box); stroke: var(--line) }
  text { fill: var(--text); font: 600 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle }
  path { fill: none; stroke: #7a7d8c; stroke-width: 1.5 }
  .source rect { fill: #1d5fd1; stroke: none }
  .source text { fill: #fff }
  .result rect { fill: var(--made); stroke: var(--edge) }
</style>
<defs><marker id="end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M1 1l6 3-6 3" /></marker></defs>
${parts.join("\n")}
</svg>
`;
}

/** @param {number} x @param {number} y @param {number} width @param {string} name @param {string} kind */
function box(x, y, width, name, kind) {
  return `<g class="${kind}"><rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${BOX}" rx="8"/><text x="${(x + width / 2).toFixed(1)}" y="${(y + BOX / 2 + 5).toFixed(1)}">${name}</text></g>`;
}

/** @param {number} x @param {number} y @param {number} toX @param {number} toY */
function arrow(x, y, toX, toY) {
  const bend = (x + toX) / 2;
  return `<path d="M${x.toFixed(1)} ${y.toFixed(1)}C${bend.toFixed(1)} ${y.toFixed(1)} ${bend.toFixed(1)} ${toY.toFixed(1)} ${toX.toFixed(1)} ${toY.toFixed(1)}" marker-end="url(#end)"/>`;
}
