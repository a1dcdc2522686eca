import { ConfigurationError } from "./errors/local.ts";

// For a URL's `href`, in which scheme and host are in small letters and the path begins with a slash.
// (The members of a URL show no trace of an empty query or fragment.)
const ALLOWED = /^(https:\/\/[^/@]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)\/[^?#]*$/;

/**
 * Checks the base URL and takes its trailing slashes off. It is not quoted in an error: it may
 * hold a password.
 */
export function readBaseUrl(baseUrl: string): string {
  try {
    const { href } = new URL(baseUrl);
    // An empty user is dropped from the `href`.
    if (ALLOWED.test(href) && !/\/\/[^/]*@/.test(baseUrl)) return href.replace(/\/+$/, "");
  } catch {
    // Not absolute, or not even a text.
  }
  throw new ConfigurationError(
    "baseUrl must be an absolute https: URL (http: for a loopback host alone) " +
      "without user, password, query or fragment.",
  );
}
