// The report of a run, in Markdown, for openapi/REALITY.md.

/** @typedef {import("./walk.mjs").Step} Step */

/**
 * @param {{ steps: readonly Step[], cleaned: string, version: string, contract: string }} run
 * @returns {string}
 */
export function renderReport({ steps, cleaned, version, contract }) {
  const rows = steps.map(
    ({ call, ok, answer }) => `| ${call} | ${answer} | ${ok ? "yes" : "NO"} |`,
  );
  return [
    `## ${new Date().toISOString().slice(0, 10)}: contract ${contract}, package ${version}`,
    "",
    "| Call | Answer | As the contract says |",
    "| --- | --- | --- |",
    ...rows,
    "",
    `- Is 409 keyed on the name? ${keyedOnName(steps)}`,
    `- Headers of a 2xx: ${headersOf(steps)}`,
    `- \`X-Request-Id\` on a 2xx? ${presence(steps, "x-request-id")}`,
    `- Rate-limit headers on a 2xx? ${presence(steps, "x-ratelimit-remaining")}`,
    `- Cleaned up? ${cleaned}`,
  ].join("\n");
}

/** @param {readonly Step[]} steps */
function keyedOnName(steps) {
  const again = steps.find(({ call }) => call === "create the same name again");
  if (again?.answer.startsWith("409")) return "Yes: a second create of the name was refused.";
  if (again?.answer.startsWith("2")) return "No: a second create of the name was accepted.";
  return "Not learned.";
}

/** @param {readonly Step[]} steps */
function headersOf(steps) {
  const names = new Set(steps.flatMap(({ headers }) => headers ?? []));
  return names.size > 0
    ? [...names]
        .sort()
        .map((name) => `\`${name}\``)
        .join(", ")
    : "not learned";
}

/** @param {readonly Step[]} steps @param {string} header */
function presence(steps, header) {
  const answers = steps.filter(({ headers }) => headers);
  const bearing = answers.filter(({ headers }) => headers?.includes(header));
  if (answers.length === 0) return "Not learned.";
  if (bearing.length === 0) return "No.";
  if (bearing.length === answers.length) return "Yes.";
  return `On ${bearing.map(({ call }) => call).join(", ")} only.`;
}
