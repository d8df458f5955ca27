// <push-here data-key="…" data-worker="…"> around a form with the field `value`: sending it first asks the browser
// for its push subscription, which then goes along as JSON. Where the browser cannot, the words in
// [data-cannot] stand instead; where the person said no, those in [data-refused].

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const subscribe = async (worker, key) => {
  const registration = await navigator.serviceWorker.register(worker)
  while (!registration.active) await new Promise((go) => setTimeout(go, 50))
  const old = await registration.pushManager.getSubscription()
  if (old) await old.unsubscribe()
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) })
}

class PushHere extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form")
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
      form.hidden = true
      this.querySelector("[data-cannot]").hidden = false
      return
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.#send(form)
    })
  }

  async #send(form) {
    try {
      const made = await subscribe(this.dataset.worker, this.dataset.key)
      const device = navigator.userAgentData?.platform || navigator.platform || ""
      form.elements.value.value = JSON.stringify({ ...made.toJSON(), device })
      form.submit()
    } catch {
      this.querySelector("[data-refused]").hidden = false
    }
  }
}

customElements.define("push-here", PushHere)
