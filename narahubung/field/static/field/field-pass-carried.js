// What this phone carries for others: sealed parcels, in an IndexedDB of their own, of nobody in particular.
// They go to the server when there is a line and anybody is signed in. What they say this phone cannot read.

import { openDB } from "idb"
import { sha256 } from "./field-pass-parcel.js"; // the semicolon is how collecting finds it

const OURS = "Narahubung"
const KEPT_MS = 72 * 3600_000 // what the server could not work off yet is offered so long
const SHOWN_MS = 24 * 3600_000 // what is done is shown so long
const AGAIN_MS = 5 * 60_000
const PATIENCE_MS = 60_000
const MOST = 40
const STRICT = { durability: "strict" }

const open = () => openDB("nrh-parcels", 1, { upgrade: (db) => void db.createObjectStore("parcels", { keyPath: "id" }) })

async function within(does) {
  const db = await open()
  try {
    return await does(db)
  } finally {
    db.close()
  }
}

// Resolves when it is on the disk. Tells how it stands: "carried", "known" or "full".
export async function carry(bytes) {
  const id = await sha256(bytes)
  const said = await within(async (db) => {
    if (await db.get("parcels", id)) return "known"
    if ((await db.count("parcels")) >= MOST) return "full"
    const work = db.transaction("parcels", "readwrite", STRICT)
    work.store.put({ id, bytes, size: bytes.length, at: Date.now(), state: "carried", next: 0 })
    await work.done
    return "carried"
  })
  if (said === "carried") localStorage.setItem("nrh-carries", "1")
  return said
}

export const carried = () => within(async (db) => (await db.getAll("parcels")).sort((a, b) => b.at - a.at))
export const putDown = (id) => within((db) => db.delete("parcels", id))

// Offers what is carried; tells how the line stands: "", "off", "signin".
export async function deliver({ isAsked = false } = {}) {
  if (!localStorage.getItem("nrh-carries")) return ""
  return navigator.locks.request("nrh-deliver", async () => {
    const now = Date.now()
    const all = await carried()
    for (const parcel of all) if (isOver(parcel, now)) await putDown(parcel.id)
    if (!all.length) localStorage.removeItem("nrh-carries")
    const due = all.filter(({ state, next }) => ["carried", "later"].includes(state) && (isAsked || next <= now))
    if (!due.length) return ""
    const greeted = await ask("/field/proto/")
    if (!greeted) return "off"
    if (greeted.person == null) return "signin"
    for (const parcel of due) {
      const headers = { "content-type": "application/octet-stream", "x-csrftoken": greeted.csrf }
      const told = await ask("/field/parcels/", { method: "POST", body: parcel.bytes, headers })
      if (told?.sign_in) return "signin"
      if (told?.id !== parcel.id || !told.server_epoch || !["taken", "later", "refused"].includes(told.status)) return "off"
      await note(parcel.id, told)
      dispatchEvent(new CustomEvent("delivered"))
    }
    return ""
  })
}

const isOver = ({ state, at, told_at }, now) => (state === "later" ? now - at > KEPT_MS : ["taken", "refused"].includes(state) && now - told_at > SHOWN_MS)

// What was taken is not needed here any more: only that it was.
const note = (id, { status, commands = 0, says = "" }) =>
  within(async (db) => {
    const work = db.transaction("parcels", "readwrite", STRICT)
    const { bytes, ...parcel } = await work.store.get(id)
    const keeps = status === "later" ? { bytes } : {}
    work.store.put({ ...parcel, ...keeps, state: status, commands, says, told_at: Date.now(), next: Date.now() + AGAIN_MS })
    await work.done
  })

// The answer, where it is surely our server's.
export async function ask(address, how = {}) {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", redirect: "manual", signal, ...how })
    if (!answer.headers.get(OURS) || !/^application\/json\b/.test(answer.headers.get("Content-Type") || "")) return null
    const told = await answer.json()
    return told.proto === 1 && (answer.ok || told.sign_in) ? told : null
  } catch {
    return null
  }
}
