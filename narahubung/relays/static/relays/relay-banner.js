// <relay-banner> shows messages above whatever page is open. FLASH and IMMEDIATE stay until they are answered or put
// aside in this tab; the others show for a moment when they arrive, and those that waited when the page was made are a
// count in its menu. Their text comes rendered, over the live feed (`live:word`). One that stands before somebody's eyes is told as
// seen; that is not answered: the buttons lead to the message.

const SPREAD_MS = 2000
const MOMENT_MS = 15000
const feed = () => document.querySelector("live-feed")

function inSight(part) {
  const { top, bottom } = part?.getBoundingClientRect() ?? { top: -1 }
  return top >= 0 && bottom <= innerHeight ? part : null
}

class RelayBanner extends HTMLElement {
  #eyes = new IntersectionObserver((parts) => parts.forEach((part) => part.isIntersecting && this.#seen(part.target)))

  connectedCallback() {
    this.className = "nh-words"
    document.body.addEventListener("live:word", this.#take)
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-aside]")) this.#putAside(target.closest("[data-relay]"))
    })
  }

  disconnectedCallback() {
    document.body.removeEventListener("live:word", this.#take)
    this.#eyes.disconnect()
  }

  #take = ({ detail: { id, html } }) => {
    this.#refreshInbox()
    const there = this.#find(id)
    if (!html) return there?.remove()
    if (there || this.#aside().includes(id)) return
    const made = document.createElement("template")
    made.innerHTML = html.trim()
    const word = made.content.firstElementChild
    this.#find(word.dataset.replaces)?.remove()
    const stays = !word.matches(".is-press")
    if (!stays && this.#waited(id)) return
    // On the message's own page, and in the inbox, it stands in full already.
    // (A template's link knows no address to be read against, so it is read here.)
    const own = new URL(word.querySelector("a[href]").getAttribute("href"), location.href).pathname
    word.hidden = own === location.pathname || document.getElementById("relays-inbox") !== null
    const held = inSight(document.querySelector(":focus-visible"))
    this.prepend(word)
    held?.scrollIntoView({ block: "nearest" }) // a word pushes the page: not what has the focus out of it
    window.htmx?.process(word)
    if (word.hidden) return this.#seen(word)
    this.#eyes.observe(word)
    if (!stays) this.#leaveSoon(word)
    // Browsers allow it only where somebody touched the page before.
    if (word.matches(".is-alarm") && navigator.userActivation?.hasBeenActive) navigator.vibrate?.([200, 100, 200])
  }

  #find(id) {
    return id ? this.querySelector(`[data-relay="${CSS.escape(id)}"]`) : null
  }

  #waited(id) {
    return (feed()?.dataset.waits ?? "").split(",").includes(String(id))
  }

  // By person, as the feed is: what one put aside, the next one in this tab has not.
  get #drawer() {
    return `aside ${feed()?.getAttribute("src")}`
  }

  #aside() {
    return JSON.parse(sessionStorage.getItem(this.#drawer) ?? "[]")
  }

  #putAside(word) {
    sessionStorage.setItem(this.#drawer, JSON.stringify([...this.#aside(), Number(word.dataset.relay)]))
    word.remove()
  }

  #leaveSoon(word) {
    setTimeout(() => (word.matches(":hover, :focus-within") ? this.#leaveSoon(word) : word.remove()), MOMENT_MS)
  }

  #seen(word) {
    if (document.visibilityState !== "visible") {
      document.addEventListener("visibilitychange", () => word.isConnected && this.#seen(word), { once: true })
      return
    }
    this.#eyes.unobserve(word)
    feed()?.told("seen", Number(word.dataset.relay))
  }

  // A message to very many names nobody's inbox; those who have theirs open come for it one after the other.
  #refreshInbox() {
    for (const topic of feed()?.topics ?? [])
      if (topic.startsWith("inbox:"))
        setTimeout(() => document.body.dispatchEvent(new CustomEvent(`live:${topic}`)), Math.random() * SPREAD_MS)
  }
}

customElements.define("relay-banner", RelayBanner)
document.querySelector(".nh-skip").after(document.createElement("relay-banner"))
