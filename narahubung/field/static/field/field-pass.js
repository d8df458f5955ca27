// On every page of a phone: it makes its key known while there is a line, so that it can pass its queue on when there is
// none, and delivers what it carries for others.

import { ownKey } from "./field-pass-parcel.js"; // the semicolon is how collecting finds it
import { ask, deliver } from "./field-pass-carried.js"; // the semicolon is how collecting finds it

const FRESH_MS = 24 * 3600_000 // the server has another key now and then
const EVERY_MS = 60_000

let running = null
export const tend = () => (running ||= both().finally(() => (running = null)))

async function both() {
  if (!navigator.onLine) return
  const box = document.querySelector("out-box")
  const store = await box?.ready
  await deliver({ server: await store?.meta("server") })
  if (store) await enrol(store, box)
}

async function enrol(store, { person }) {
  const known = await store.meta("pass-seal")
  const server = await store.meta("server")
  if (known && known.server === server && Date.now() - known.at < FRESH_MS) return
  const greeted = await ask("/field/proto/")
  if (!greeted || greeted.person !== person) return
  const { point } = await ownKey(store)
  const body = JSON.stringify({ proto: 1, person, device: localStorage.getItem("nrh-device"), point })
  const told = await ask("/field/parcels/key/", { method: "POST", body, headers: { "content-type": "application/json", "x-csrftoken": greeted.csrf } })
  if (!told?.seal) return
  await store.setMeta("pass-seal", { ...told.seal, most: told.most_bytes, server: told.server_epoch, at: Date.now() })
  dispatchEvent(new CustomEvent("can-pass"))
}

addEventListener("online", tend)
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && tend())
setInterval(tend, EVERY_MS)
if (window.isSecureContext && window.indexedDB) customElements.whenDefined("out-box").then(tend)
