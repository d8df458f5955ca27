// <push-here data-key="…" data-worker="…"> around a form with the field `value`: sending it first asks the browser
// for its push subscription, which then goes along as JSON. What stands in its way is said by one of the parts
// [data-insecure] (not https), [data-cannot], [data-refused] (the person said no), [data-failed].
// With data-renew an old subscription is given up first: its push service takes nothing any more.

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const isFor = (subscription, key) => {
  const own = new Uint8Array(subscription.options.applicationServerKey)
  return own.length === key.length && own.every((byte, place) => byte === key[place])
}

const subscribe = async (worker, key, renew) => {
  await navigator.serviceWorker.register(worker)
  const { pushManager } = await navigator.serviceWorker.ready
  const old = await pushManager.getSubscription()
  if (old && !renew && isFor(old, key)) return old
  if (old) await old.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

class PushHere extends HTMLElement {
  connectedCallback() {
    this.#form = this.querySelector("form")
    if (!window.isSecureContext) return this.#say("insecure", true)
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) return this.#say("cannot", true)
    if (Notification.permission === "denied") this.#say("refused")
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#send()
    })
  }

  #form

  // Says what stands in the way; where nothing can be done on this page, the button goes.
  #say(what, forGood = false) {
    for (const part of this.querySelectorAll(":scope > div")) part.hidden = !(part.dataset[what] === "")
    this.#form.hidden = forGood
  }

  async #send() {
    try {
      const made = await subscribe(this.dataset.worker, bytes(this.dataset.key), "renew" in this.dataset)
      const device = navigator.userAgentData?.platform || navigator.platform || ""
      this.#form.elements.value.value = JSON.stringify({ ...made.toJSON(), device })
      this.#form.submit()
    } catch {
      this.#say(Notification.permission === "granted" ? "failed" : "refused")
    }
  }
}

customElements.define("push-here", PushHere)
