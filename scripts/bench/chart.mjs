// The chart of the README: calls a second at 50 in flight, relative to raw fetch.

const TITLE = "Calls per second at 50 in flight, relative to raw fetch";

/** @param {string[]} names @param {number[]} ratios @param {string} ours one of the names @returns {string} SVG */
export function drawChart(names, ratios, ours) {
  const rows = names.map((name, index) => {
    const [y, ratio = 0] = [44 + index * 30, ratios[index]];
    const length = Math.round((ratio * 520) / Math.max(...ratios));
    return `  <text class="name" x="120" y="${y + 15}">${name}</text>
  <rect class="${name === ours ? "ours" : "other"}" x="130" y="${y}" width="${length}" height="20" rx="3"/>
  <text x="${138 + length}" y="${y + 15}">${ratio.toFixed(2)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${56 + names.length * 30}" role="img" aria-labelledby="title">
  <title id="title">${TITLE}</title>
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
  <text class="head" x="0" y="20">${TITLE} (more is better)</text>
${rows.join("\n")}
</svg>
`;
}
