// May this badge pass here now? The same table as the server's (access/judging.py); a test compares the two.
// list: what the server signed; made_at, now: seconds since 1970 by the server's clock.

export const GREEN = "green"
export const AMBER = "amber"
export const RED = "red"
const AHEAD_S = 90
const NAMED = ["withdrawn", "lost", "replaced"] // said of a badge by name: red, however old the list

export const isOld = ({ made_at, good_s }, now) => !(now - made_at >= -AHEAD_S && now - made_at <= good_s)

export function judge(list, digest, check, now) {
  const said = (colour, reason, line = null) => ({ colour, reason, line })
  if (!list) return said(AMBER, "no_list")
  const line = list.lines[digest]
  const barred = list.refused[digest] || ""
  const isInside = list.inside.has(digest)
  if (NAMED.includes(barred)) return said(RED, barred, line)
  if (check === "exit" && (line || barred || isInside)) return said(GREEN, "leaves", line)
  if (!line) return said(RED, barred || "unknown")
  if (isOld(list, now)) return line.mirror ? said(RED, "expired", line) : said(AMBER, "old_list", line)
  if (!line.spans.some(([since, until]) => since <= now && now < until)) return said(RED, "not_now", line)
  if (check === "entry" && isInside) return said(RED, "pass_back", line)
  if ((list.had[check] || []).includes(digest)) return said(AMBER, "had_it", line)
  return said(GREEN, "admitted", line)
}

// Scanners that type change the case and add line ends. A-Z alone, as the server does it.
export const tidy = (text) => text.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase())

export async function digestOf(text) {
  return (await sha256(tidy(text))).slice(0, 32)
}

export async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

// Who typed a number instead of scanning: the code of that badge on the list, else nothing.
export function digestOfNumber(list, number) {
  return Object.keys(list?.lines || {}).find((digest) => list.lines[digest].no === number) || "-"
}
