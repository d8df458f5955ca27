// Two pages that are drawn from what is on this phone: <waiting-list> what was written, <kept-pages> what can be read.

import { clockOf } from "./field-shown.js"; // the semicolon is how collecting finds it

const RECEIVED_SHOWN = 50
const LITTLE_ROOM = 50 * 1024 * 1024
const AROUND = 40 // letters of a page shown on each side of what was found

class WaitingList extends HTMLElement {
  connectedCallback() {
    this.row = this.querySelector('template[data-of="row"]').content.firstElementChild
    this.button = this.querySelector("[data-send-now]")
    this.button.addEventListener("click", () => this.box()?.sender?.now())
    addEventListener("shown", () => this.draw())
    this.draw()
    this.#warn()
  }

  box = () => document.querySelector("out-box")

  draw() {
    const { items = [], settled, sending } = this.box() || {}
    if (!settled) return
    const needs = settled.filter((command) => command.state === "attention")
    const received = settled.filter((command) => command.state !== "attention").slice(0, RECEIVED_SHOWN)
    this.#part("attention", needs, () => "attention")
    this.#part("unsent", items, (command) => (sending.has(command.id) ? "sending" : "stored"))
    this.#part("received", received, () => "received")
    this.button.hidden = !items.length
    this.querySelector("[data-says]").textContent = items.length || needs.length ? "" : this.dataset.none
  }

  #part(name, commands, stateOf) {
    const part = this.querySelector(`[data-part="${name}"]`)
    part.hidden = !commands.length
    const rows = commands.map((command) => [command, stateOf(command)])
    const drawn = rows.map(([{ id, given }, state]) => `${id} ${state} ${Boolean(given)}`).join()
    if (part.dataset.drawn === drawn) return // nothing moves below a finger
    part.dataset.drawn = drawn
    part.querySelector("ul").replaceChildren(...rows.map(([command, state]) => this.#rowOf(command, state)))
  }

  #rowOf(command, state) {
    const row = this.row.cloneNode(true)
    const find = (name) => row.querySelector(`[data-${name}]`)
    row.id = `waits-${command.id}`
    find("label").textContent = `${clockOf(Date.parse(command.at))} ${command.label}`
    find("text").textContent = command.text || command.files.map(({ type, size }) => `${type} ${Math.ceil(size / 1024)} kB`).join()
    find("says").textContent = command.says && state !== "received" ? command.says : ""
    const mark = this.box().querySelector(`template[data-of="${state}"]`).content.firstElementChild.cloneNode(true)
    if (state === "received") mark.append(` ${clockOf(command.settled)}`)
    find("state").replaceWith(mark)
    const canGoBack = state === "stored" && !command.given && !command.files.length
    find("take-back").hidden = !canGoBack
    find("take-back").addEventListener("click", () => this.box().takeBack(command.id))
    if (state === "stored" && command.given) find("says").textContent = this.dataset.given
    const needs = state === "attention"
    // One button: where it can be put right, else that it was read.
    find("go").hidden = !(needs && command.go)
    find("aside").hidden = !needs
    if (needs && command.go) find("go").href = command.go
    find("aside").addEventListener("click", async () => {
      await this.box().store.putAside(command.id)
      await this.box().reload()
    })
    return row
  }

  async #warn() {
    const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) || {}
    const isHome = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
    const says = quota && quota - usage < LITTLE_ROOM ? this.dataset.room : navigator.standalone === false && !isHome ? this.dataset.standalone : ""
    const place = this.querySelector("[data-warns]")
    place.hidden = !says
    place.textContent = says
  }
}

class KeptPages extends HTMLElement {
  async connectedCallback() {
    const asked = decodeURI(document.documentElement.dataset.asked || "")
    this.querySelector("[data-asked]").hidden = !asked
    const field = this.querySelector("input")
    field.value = new URLSearchParams((asked || location.href).split("?")[1] || "").get("q") || ""
    this.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), event.stopPropagation()))
    field.addEventListener("input", () => this.draw(field.value))
    await this.load()
    document.querySelector("out-box")?.addEventListener("kept", async () => (await this.load(), this.draw(field.value)))
    this.draw(field.value)
  }

  // Of each kept page its title and its words.
  async load() {
    this.pages = []
    const name = `nrh-pages-${this.dataset.person}`
    if (!(await globalThis.caches?.has(name))) return
    const cache = await caches.open(name)
    const { waiting, reading } = document.querySelector("out-box")?.dataset || {}
    const not = [waiting, reading, "/field/keep/"] // the phone's own
    for (const { url } of await cache.keys()) {
      const { pathname } = new URL(url)
      if (not.includes(pathname)) continue
      const page = new DOMParser().parseFromString(await (await cache.match(url)).text(), "text/html")
      const main = page.querySelector("main")
      main?.querySelectorAll("script, template, svg").forEach((part) => part.remove())
      const title = page.title.replace(/ · Narahubung$/, "")
      this.pages.push({ pathname, title, text: main ? wordsIn(main) : "" })
    }
  }

  draw(asked) {
    const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
    const found = this.pages.filter(({ title, text }) => words.every((word) => `${title} ${text}`.toLowerCase().includes(word)))
    this.querySelector("[data-says]").textContent = !this.pages.length ? this.dataset.none : found.length ? "" : this.dataset.nothing
    this.querySelector("ul").replaceChildren(...found.map((page) => this.#rowOf(page, words)))
  }

  #rowOf({ pathname, title, text }, words) {
    const row = document.createElement("li")
    const link = document.createElement("a")
    link.href = pathname
    link.textContent = title
    const at = words.length ? text.toLowerCase().indexOf(words[0]) : -1
    if (at >= 0) {
      const sub = document.createElement("span")
      sub.className = "nh-sub"
      sub.textContent = ` … ${text.slice(Math.max(0, at - AROUND), at + words[0].length + AROUND)} …`
      link.append(sub)
    }
    row.append(link)
    return row
  }
}

// What stands in neighbouring parts is not one word.
function wordsIn(part) {
  const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) found.push(texts.currentNode.data)
  return found.join(" ").replace(/\s+/g, " ").trim()
}

customElements.define("waiting-list", WaitingList)
customElements.define("kept-pages", KeptPages)
