// The chart of the README: calls a second at 50 in flight, relative to raw fetch.

const WIDTH = 720;
const ROW = 30;
const LEFT = 130;
const TOP = 44;

/** @param {{ name: string, ratio: number }[]} bars @param {string} ours @returns {string} SVG */
export function drawChart(bars, ours) {
  const longest = Math.max(...bars.map(({ ratio }) => ratio));
  const scale = (WIDTH - LEFT - 70) / longest;
  const height = TOP + bars.length * ROW + 12;
  const rows = bars.map(({ name, ratio }, index) => {
    const y = TOP + index * ROW;
    const length = Math.round(ratio * scale);
    const kind = name === ours ? "ours" : "other";
    return `  <text class="name" x="${LEFT - 10}" y="${y + 15}">${name}</text>
  <rect class="${kind}" x="${LEFT}" y="${y}" width="${length}" height="20" rx="3"/>
  <text x="${LEFT + length + 8}" y="${y + 15}">${ratio.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
  <title id="title">Calls per second at 50 in flight, relative to raw fetch</title>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #1f2328; }
    .name { text-anchor: end; }
    .head { font-weight: 600; }
    .ours { fill: #1a7f5a; }
    .other { fill: #8c959f; }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; }
      .ours { fill: #3fb98a; }
      .other { fill: #6e7681; }
    }
  </style>
  <text class="head" x="0" y="20">Calls per second at 50 in flight, relative to raw fetch (more is better)</text>
${rows.join("\n")}
</svg>
`;
}
