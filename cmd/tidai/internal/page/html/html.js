// The last of the two languages asked for is shown; a link into the other shows that.
const radios = [...document.querySelectorAll('.langs input')]
const named = () => {
  const page = document.getElementById(radios.find(r => r.checked)?.value)
  if (!page) return
  document.documentElement.lang = page.lang
  document.title = page.querySelector('h1').textContent
}
const jump = () => {
  const at = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
  const radio = at && radios.find(r => r.value === at.closest('.page')?.id)
  if (!radio || radio.checked) return
  radio.checked = true
  named()
  at.scrollIntoView()
}
radios.forEach(r => r.addEventListener('change', named))
addEventListener('hashchange', jump)
named()
jump()

// Findings with every word searched for stay; the grades hidden stay hidden.
const fold = s => s.normalize('NFKC').toLowerCase()
for (const box of document.querySelectorAll('.search')) {
  const section = box.closest('section'), field = box.querySelector('input'), said = box.querySelector('output')
  const items = [...section.querySelectorAll('article, ul > li')], texts = items.map(x => fold(x.textContent))
  const show = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean)
    items.forEach((x, i) => x.classList.toggle('missed', !words.every(w => texts[i].includes(w))))
    const n = items.filter(x => x.getClientRects().length).length
    said.textContent = box.dataset.shown.replace('%n', n).replace('%a', items.length)
  }
  field.addEventListener('input', show)
  section.addEventListener('change', show)
  box.classList.add('works') // its room is kept, so that nothing moves
}
