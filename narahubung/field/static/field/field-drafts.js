// Words that somebody has begun and not yet sent: kept while he types, there again when the page is.
// Only of forms that may wait on the phone, only their text. A draft is a convenience, not a promise.

const AFTER_MS = 800
const KEPT_MS = 24 * 3600_000
const TEXTS = "textarea, input[type=text], input:not([type])"

export function drafts(box) {
  const timers = new WeakMap()
  const meant = (form) => form?.method === "post" && box.kindOf(pathOf(form))
  const nameOf = (form) => draftOf({ page: location.pathname, path: pathOf(form) })
  const fieldsOf = (form) => [...form.querySelectorAll(TEXTS)].filter((field) => field.name)

  document.addEventListener("input", ({ target }) => {
    const { form } = target
    if (!target.matches(TEXTS) || !meant(form)) return
    clearTimeout(timers.get(form))
    timers.set(form, setTimeout(() => keep(form), AFTER_MS))
  })
  document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (detail.successful && target instanceof HTMLFormElement && meant(target)) forget(target)
  })
  box.addEventListener("taken", ({ detail }) => detail.form && forget(detail.form))
  addEventListener("submit", ({ target }) => clearTimeout(timers.get(target)), true)
  bringBack()

  async function keep(form) {
    const said = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]))
    const isEmpty = fieldsOf(form).every((field) => field.value === field.defaultValue)
    if (isEmpty) return forget(form)
    await box.store.setMeta(nameOf(form), { at: Date.now(), said }).catch(() => {})
    mark(form)
  }

  function forget(form) {
    clearTimeout(timers.get(form))
    form.querySelector(":scope > [data-draft]")?.remove()
    box.store.db.delete("meta", nameOf(form))
  }

  async function bringBack() {
    for (const form of document.querySelectorAll("form")) {
      if (!meant(form) || !fieldsOf(form).length) continue
      const kept = await box.store.meta(nameOf(form))
      if (!kept) continue
      if (Date.now() - kept.at > KEPT_MS) {
        forget(form)
        continue
      }
      let isBack = false
      for (const field of fieldsOf(form)) {
        if (field.value || !kept.said[field.name]) continue
        field.value = kept.said[field.name]
        isBack = true
      }
      if (isBack) mark(form)
    }
  }

  function mark(form) {
    if (form.querySelector(":scope > [data-draft]")) return
    const said = box.querySelector('template[data-of="draft"]').content.firstElementChild.cloneNode(true)
    said.dataset.draft = ""
    form.append(said)
  }
}

export const draftOf = ({ page, path }) => `draft ${page} ${path}`
const pathOf = (form) => new URL(form.getAttribute("hx-post") || form.getAttribute("action") || "", location.href).pathname
