// Whether the changelog owns up to a breaking difference.

/**
 * The part of the changelog that is newer than a version. Without one: what is not released.
 * @param {string} changelog @param {string | undefined} since
 */
export function newerThan(changelog, since) {
  const sections = changelog.split(/^(?=## )/m).slice(1);
  const end = sections.findIndex((text) => since && text.startsWith(`## ${since}`));
  return sections.slice(0, end === -1 ? 1 : end).join("");
}

/**
 * The breaking differences that no "### Breaking" names by operationId.
 * @param {readonly import("./compare.mjs").Difference[]} breaking @param {string} changelog
 */
export function unmentioned(breaking, changelog) {
  const owned = changelog
    .split(/^(?=#{2,3} )/m)
    .filter((text) => text.startsWith("### Breaking"))
    .join("");
  return breaking.filter(({ operationId, call }) => !owned.includes(operationId ?? call));
}
