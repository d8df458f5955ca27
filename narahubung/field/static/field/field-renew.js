// A page that was shown as it was kept takes the server's own by itself, when it comes: what is typed, open, in focus
// and scrolled to stays. Where the server says that it is no longer this person's, it goes at once.

const OURS = "Narahubung"
const WHOSE = "Narahubung-Person"
const PATIENCE_MS = 30_000
const HANGS_MS = 5000 // what is asked so long when the line is back was asked of a dead one
const AGAIN_MS = 20_000
const TYPED_MS = 3000
const LOOK_MS = 500
const YOUNG_MS = 60_000
// Drawn here, or by what the server says later: the page as it was kept says nothing of it that is not there.
const OWN = "#nh-toasts, #nh-refusal, #nh-side, live-feed, out-box, relay-banner, push-here, voice-note, waiting-list, kept-pages, pass-on, carry-on"
const STAYS = `${OWN}, dialog, [data-draft]`
// Draw themselves once, from what the server sent: another page of theirs is loaded whole.
const WHOLE = "hand-over, read-aloud, share-position, car-map, floor-plan, motorcade-order, sign-here"

const page = document.documentElement
let typedAt = 0
let isChanged = false // a part of the page came meanwhile: it may be younger

export async function renewal(box) {
  for (const name of ["input", "keydown", "compositionupdate"]) addEventListener(name, () => (typedAt = Date.now()), true)
  addEventListener("htmx:afterSettle", () => (isChanged = true), true)
  while (page.dataset.kept) {
    while (isTyping()) await after(LOOK_MS)
    isChanged = false
    const answer = await ask(box)
    const fresh = answer && (await taken(answer, box))
    if (fresh && isTyping()) continue // by then it is old
    if (fresh && show(fresh, box)) return
    await Promise.race([after(AGAIN_MS * (0.5 + Math.random())), isBack(box)])
  }
}

const after = (ms) => new Promise((done) => setTimeout(done, ms))
const isTyping = () => Date.now() - typedAt < TYPED_MS || Boolean(document.querySelector("dialog[open], form[aria-busy=true]"))

const isBack = (box, stop) =>
  new Promise((done) => {
    const told = ({ type, detail }) => (type === "online" || detail === "on") && done()
    box.addEventListener("line", told, { signal: stop })
    addEventListener("online", told, { signal: stop })
  })

// The answer, where it is surely our server's.
async function ask(box) {
  const stop = new AbortController()
  const began = Date.now()
  const timer = setTimeout(() => stop.abort(), PATIENCE_MS)
  isBack(box, stop.signal).then(() => Date.now() - began > HANGS_MS && stop.abort())
  try {
    const how = { credentials: "same-origin", cache: "no-store", headers: { accept: "text/html", "nrh-renew": "1" } }
    const answer = await fetch(location.pathname + location.search, { ...how, signal: stop.signal })
    if (!answer.headers.get(OURS) || answer.status >= 500 || answer.status === 429) return null
    return { answer, text: await answer.text() }
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

// The page that came; none where it goes to another one, or is another person's, or nobody's any more.
async function taken({ answer, text }, box) {
  if (answer.redirected) return void location.replace(answer.url)
  if (!answer.ok || answer.headers.get(WHOSE) !== String(box.person)) return void location.reload()
  return new DOMParser().parseFromString(text, "text/html")
}

// Tells whether it stands there now.
function show(fresh, box) {
  if (page.dataset.asked || !isAlike(fresh)) {
    if (Date.now() - Number(page.dataset.kept) > YOUNG_MS || page.dataset.asked) location.reload()
    return false
  }
  const { scrollX: x, scrollY: y } = window
  const usual = Idiomorph.defaults.callbacks
  Idiomorph.morph(document.body, fresh.body.children, {
    morphStyle: "innerHTML",
    callbacks: {
      ...usual,
      beforeNodeMorphed: (old, now) => !old.matches?.(OWN) && (old.nodeType !== Node.ELEMENT_NODE || usual.beforeNodeMorphed(old, now)),
      beforeNodeRemoved: (old) => !old.matches?.(STAYS),
    },
  })
  for (const { name, value } of fresh.body.attributes) document.body.setAttribute(name, value)
  document.title = fresh.title
  delete page.dataset.kept
  page.dataset.renewed = Date.now()
  for (const part of document.querySelectorAll('[hx-trigger~="load"]')) part.replaceWith(part.cloneNode(true)) // it asks once more
  htmx.process(document.body)
  const changed = isChanged
  document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true, detail: { elt: document.body } }))
  scrollTo(x, y)
  box.show.all()
  if (changed) box.show.refresh()
  return true
}

// One page can become the other: the same files, language and topics, and nothing that must be drawn anew.
function isAlike(fresh) {
  const has = new Set(filesOf(document))
  const topics = (it) => it.querySelector("live-feed")?.getAttribute("topics")
  return filesOf(fresh).every((name) => has.has(name)) && fresh.documentElement.lang === page.lang && topics(fresh) === topics(document) && !fresh.querySelector(WHOLE)
}

const filesOf = (it) => [...it.querySelectorAll("head :is(script[src], link[rel=stylesheet]), out-box ~ script[src], body > script[src]")].map((one) => one.getAttribute("src") || one.getAttribute("href"))
