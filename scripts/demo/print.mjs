/** @param {{ secret_placeholder: string, secret_name: string }[]} secrets */
export function table(secrets) {
  const rows = [
    ["NAME", "PLACEHOLDER"],
    ...secrets.map((s) => [s.secret_name, s.secret_placeholder]),
  ];
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  return rows.map(([name, placeholder]) => `${name?.padEnd(width)}  ${placeholder}`).join("\n");
}

/** @param {string} text */
export function indent(text) {
  return text.trimEnd().replace(/^/gm, "    ");
}
