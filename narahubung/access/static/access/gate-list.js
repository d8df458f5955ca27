// The signed list of one gate on this phone: fetched, verified, kept sealed for the time without a network.
//
// Sealed: AES-GCM under a key that no script can read out, in an IndexedDB of this person (`nrh-gate-PERSON`), which the
// phone's outbox erases when one signs out or the phone is shut out. It says by itself until when it counts.

import { openDB } from "idb"
import { sha256 } from "./gate-judge.js"; // the semicolon is how collecting finds it

const FOR = "narahubung gate list\n"
const KEPT_MS = 12 * 3600_000
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16))

export class GateList {
  list = null // what counts now
  isChecked = null // whether this browser could check the signature (Ed25519); null: nothing came yet

  constructor(person, gate, address, keys) {
    Object.assign(this, { person, gate, address, keys })
  }

  // Seconds since 1970 by the server's clock. A clock of the phone that was set back makes a list old, never young.
  now() {
    if (!this.heard) return Date.now() / 1000
    const { made_at, wall, mono } = this.heard
    const byWall = (Date.now() - wall) / 1000
    const byMono = mono === null ? byWall : (performance.now() - mono) / 1000
    if (byWall < -5) return made_at + 1e9
    return made_at + Math.max(byWall, byMono)
  }

  // Asks for a new list, or only for a new stamp; tells whether one came.
  async renew(patience = 4000) {
    const have = this.told?.stamp ? JSON.parse(this.told.stamp).body : ""
    let told
    try {
      const answer = await fetch(`${this.address}?have=${have}`, { cache: "no-store", credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(patience) })
      if (!answer.headers.get("Narahubung") || !answer.ok) return false
      told = await answer.json()
    } catch {
      return false
    }
    if (!told.body) told.body = this.told?.body
    if (!this.keys[told.key]) await this.#learnKeys()
    if (!(await this.#takes(told, Date.now(), performance.now()))) return false
    await this.#keep(told)
    return true
  }

  async #takes(told, wall, mono) {
    if (!told.body || !(await this.#isOurs(told))) return false
    const stamp = JSON.parse(told.stamp)
    if (stamp.gate !== this.gate || (await sha256(told.body)) !== stamp.body) return false
    const body = JSON.parse(told.body)
    this.told = told
    this.heard = { made_at: stamp.made_at, wall, mono }
    this.list = { ...body, made_at: stamp.made_at, good_s: stamp.good_s, inside: new Set(body.inside) }
    return true
  }

  // A new key signs since the page was opened: the page itself names it, as it did when it was opened.
  async #learnKeys() {
    try {
      const page = await fetch(location.href, { cache: "no-store", credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" }, signal: AbortSignal.timeout(4000) })
      const named = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("gate-keys")
      if (named) this.keys = JSON.parse(named.textContent)
    } catch {} // at the next asking
  }

  // By a key that the page itself named. A browser without Ed25519 has TLS alone, and the page says so.
  async #isOurs({ stamp, signature, key }) {
    if (!this.keys[key]) return false
    try {
      const known = await crypto.subtle.importKey("raw", bytesOf(this.keys[key]), { name: "Ed25519" }, false, ["verify"])
      this.isChecked = true
      return await crypto.subtle.verify("Ed25519", known, bytesOf(signature), new TextEncoder().encode(FOR + stamp))
    } catch {
      this.isChecked = false
      return true
    }
  }

  // ---- kept for the time without a network --------------------------------------------------------------

  #open = () =>
    openDB(`nrh-gate-${this.person}`, 1, {
      upgrade: (db) => void db.createObjectStore("kept"),
      blocking: (_now, _wanted, { target }) => target.close(),
    })

  async #sealKey(db) {
    const known = await db.get("kept", "key")
    if (known) return known
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
    await db.put("kept", made, "key")
    return made
  }

  async seal(name, value) {
    const db = await this.#open()
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const bytes = new TextEncoder().encode(JSON.stringify(value))
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.#sealKey(db), bytes)
      await db.put("kept", { iv, sealed }, name)
    } finally {
      db.close()
    }
  }

  async unseal(name) {
    const db = await this.#open()
    try {
      const found = await db.get("kept", name)
      if (!found) return null
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, await this.#sealKey(db), found.sealed)
      return JSON.parse(new TextDecoder().decode(bytes))
    } catch {
      return null
    } finally {
      db.close()
    }
  }

  #keep = (told) => this.seal(`list ${this.gate}`, { told, wall: Date.now(), keys: this.keys }).catch(() => {}) // no room: it counts while the page is open

  // What was kept before the page was opened anew.
  async restore() {
    const found = await this.unseal(`list ${this.gate}`)
    if (!found || Date.now() - found.wall > KEPT_MS || Date.now() < found.wall - 5000) return
    this.keys = { ...found.keys, ...this.keys } // the page may be kept from before a new key
    await this.#takes(found.told, found.wall, null)
  }
}
