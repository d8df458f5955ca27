// The ten-second form: one tap fills it, a proposal is taken over.

const BLANK = "…"

const field = (name) => document.querySelector(`#ask-form [name="${name}"]`)

function put(name, value) {
  const input = field(name)
  if (!input || value === undefined || value === "") return
  input.value = value
  input.dispatchEvent(new Event("change", { bubbles: true }))
}

function fill({ usual, text, department, priority, category }) {
  const said = field("text")
  said.value = text
  put("department", department)
  put("priority", priority)
  put("category", category)
  put("template", usual)
  const blank = text.indexOf(BLANK)
  said.focus()
  if (blank >= 0) said.setSelectionRange(blank, blank + BLANK.length)
  said.dispatchEvent(new Event("input", { bubbles: true }))
}

document.addEventListener("click", (event) => {
  const usual = event.target.closest("[data-usual]")
  if (usual && field("text")) {
    event.preventDefault()
    for (const chip of document.querySelectorAll("[data-usual]")) chip.classList.toggle("is-on", chip === usual)
    fill(usual.dataset)
    return
  }
  const taken = event.target.closest("[data-take-suggestion]")
  if (!taken) return
  put("department", taken.dataset.department)
  put("priority", taken.dataset.priority)
  if (taken.dataset.wanted) {
    put("wanted_at", taken.dataset.wanted)
    field("wanted_at").closest("details").open = true
  }
  taken.remove()
  field("department").focus()
})
