// <live-feed src="/live/" topics="board,delegation:5" data-broad="board" after="120"> turns each announced
// topic into a DOM event `live:<topic>` on the body, which htmx listens to (hx-trigger="live:board from:body").
//
// One browser holds one connection, however many tabs are open: the tab that holds the Web Lock connects for
// the topics of all, the others hear it over a BroadcastChannel. Where there are no locks (a page not served
// from a secure context) each tab connects for itself.
//
// A banner is one line for everybody of the event ({html}), shown above the page; empty when it is over.
//
// A word is more than a name: {id, html} rendered for this person, {id} when it no longer waits for him. Every tab
// gets it as the DOM event `live:word`. That it is here, and that it was seen (`told("seen", id)`), goes back to the
// stream's address, with the ticket the stream began with.

const BROAD_WAIT_MS = 2000
const RECEIPT_MS = 1000
const RECEIPT_AGAIN_MS = 5000
const RETRY_MS = [1000, 2000, 5000, 15000, 30000]
const pick = (text) => (text || "").split(",").map((part) => part.trim()).filter(Boolean)

class LiveFeed extends HTMLElement {
  #waiting = new Map()
  #wanted = new Set()
  #tries = 0
  #leads = false
  #words = new Map()
  #receipts = { delivered: new Set(), seen: new Set() }
  #ticket = ""

  connectedCallback() {
    this.topics = pick(this.getAttribute("topics"))
    this.broad = new Set(pick(this.dataset.broad))
    this.last = Number(this.getAttribute("after")) || 0
    this.#say("off")
    this.channel = new BroadcastChannel(`live ${this.getAttribute("src")}`)
    this.channel.onmessage = ({ data }) => this.#hear(data)
    this.stop = new AbortController()
    if (navigator.locks) {
      this.channel.postMessage({ want: this.topics, after: this.last })
      navigator.locks
        .request(`live-feed ${this.getAttribute("src")}`, { signal: this.stop.signal }, () => this.#lead())
        .catch(() => {})
    } else this.#lead()
    addEventListener("online", this.#again)
    addEventListener("pageshow", this.#back)
    addEventListener("pagehide", this.#post)
  }

  disconnectedCallback() {
    this.#leads = false
    this.stop.abort()
    this.source?.close()
    this.release?.()
    this.channel.close()
    clearTimeout(this.retry)
    clearTimeout(this.posting)
    for (const timer of this.#waiting.values()) clearTimeout(timer)
    removeEventListener("online", this.#again)
    removeEventListener("pageshow", this.#back)
    removeEventListener("pagehide", this.#post)
  }

  // A word is here ("delivered") or was before somebody's eyes ("seen").
  told(what, id) {
    if (!this.#leads) return this.channel.postMessage({ told: what, id })
    this.#receipts[what].add(id)
    this.posting ||= setTimeout(this.#post, Math.random() * RECEIPT_MS)
  }

  // The lock is held for as long as the returned promise is open: until the tab goes.
  #lead() {
    this.#leads = true
    this.#wanted = new Set(this.topics)
    this.channel.postMessage({ ask: true })
    this.#connect()
    return new Promise((release) => (this.release = release))
  }

  #hear(data) {
    if (data.ask) this.channel.postMessage({ want: this.topics, after: this.last })
    else if (data.topics) this.#tell(data)
    else if (data.word) this.#show(data.word)
    else if (data.banner) this.#crown(data.banner)
    else if (data.told && this.#leads) this.told(data.told, data.id)
    else if (data.state && !this.#leads) this.#say(data.state)
    else if (data.want && this.#leads) {
      for (const word of this.#words.values()) this.channel.postMessage({ word })
      const isNew = data.want.some((topic) => !this.#wanted.has(topic))
      data.want.forEach((topic) => this.#wanted.add(topic))
      // A tab that came later may have missed less or more than we did: go back to the earlier of the two.
      if (isNew) this.#connect(Math.min(this.last, data.after || this.last))
      else this.channel.postMessage({ state: document.documentElement.dataset.live })
    }
  }

  #connect(after = this.last) {
    clearTimeout(this.retry)
    this.source?.close()
    const ask = new URLSearchParams({ topics: [...this.#wanted].sort().join(",") })
    if (after) ask.set("after", after)
    const source = (this.source = new EventSource(this.#address(ask)))
    source.onopen = () => {
      this.#tries = 0
      this.#share("on")
    }
    source.onmessage = ({ data }) => {
      const told = JSON.parse(data)
      this.channel.postMessage({ topics: told.topics, id: told.id })
      this.#tell(told)
    }
    source.addEventListener("ticket", ({ data }) => {
      this.#ticket = data
      this.#words.clear() // what still waits follows
    })
    source.addEventListener("word", ({ data }) => {
      const word = JSON.parse(data)
      if (word.html) this.#words.set(word.id, word)
      else this.#words.delete(word.id)
      this.channel.postMessage({ word })
      this.#show(word)
      if (word.html) this.told("delivered", word.id)
    })
    source.addEventListener("banner", ({ data }) => {
      const banner = JSON.parse(data)
      this.channel.postMessage({ banner })
      this.#crown(banner)
    })
    source.onerror = () => {
      this.#share("off")
      // The browser tries again by itself unless the answer was a refusal (log-in ended, server restarting).
      if (source.readyState !== EventSource.CLOSED) return
      const wait = RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]
      this.retry = setTimeout(() => this.#connect(), wait * (0.75 + Math.random() / 2))
    }
  }

  #again = () => {
    if (this.#leads && this.source?.readyState !== EventSource.OPEN) this.#connect()
  }

  // Every page is shown once as it loads, when the first line is perhaps still being laid: that one is no return.
  #back = ({ persisted }) => persisted && this.#again()

  // The source may carry a question of its own (`/live/?event=…`).
  #address(ask) {
    const source = this.getAttribute("src")
    return `${source}${source.includes("?") ? "&" : "?"}${ask}`
  }

  #tell({ topics, id }) {
    if (id) {
      if (id <= this.last) return
      this.last = id
    }
    for (const topic of topics) {
      if (!this.topics.includes(topic) || this.#waiting.has(topic)) continue
      // Many screens watch a broad topic: they come back spread over two seconds, and once for many events.
      const wait = this.broad.has(topic) ? Math.random() * BROAD_WAIT_MS : 0
      this.#waiting.set(topic, setTimeout(() => {
        this.#waiting.delete(topic)
        document.body.dispatchEvent(new CustomEvent(`live:${topic}`, { detail: { id } }))
      }, wait))
    }
  }

  // One line for all above every page. Who may know more of it fetches his own by its topic.
  #crown({ html }) {
    const place = document.getElementById("nh-crisis")
    if (place && !place.hasAttribute("hx-get") && place.innerHTML.trim() !== html) place.innerHTML = html
  }

  #show(word) {
    document.body.dispatchEvent(new CustomEvent("live:word", { detail: word }))
  }

  // What cannot be posted is posted later. A ticket that no longer holds is no loss: whoever listens anew is
  // told again what he was not seen to get.
  #post = async () => {
    clearTimeout(this.posting)
    this.posting = 0
    const told = Object.fromEntries(Object.entries(this.#receipts).map(([what, ids]) => [what, [...ids]]))
    if (!this.#ticket || !(told.delivered.length || told.seen.length)) return
    for (const ids of Object.values(this.#receipts)) ids.clear()
    const body = JSON.stringify({ ticket: this.#ticket, ...told })
    try {
      await fetch(this.#address(""), { method: "POST", body, keepalive: true })
    } catch {
      for (const [what, ids] of Object.entries(told)) ids.forEach((id) => this.#receipts[what].add(id))
      this.posting ||= setTimeout(this.#post, RECEIPT_AGAIN_MS)
    }
  }

  #share(state) {
    this.#say(state)
    this.channel.postMessage({ state })
  }

  #say(state) {
    document.documentElement.dataset.live = state
  }
}

customElements.define("live-feed", LiveFeed)
