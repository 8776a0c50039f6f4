/**
 * The one script of a report: tables sort by a click on a column's head, and are copied as CSV or LaTeX. It reads nothing
 * but the page, and asks no one. In one piece, so that a content policy can name it by its hash.
 */
export const SCRIPT = `
'use strict';
const valueOf = (cell) => {
  const number = parseFloat(cell.textContent);
  return Number.isNaN(number) ? cell.textContent : number;
};
const compare = (a, b) =>
  typeof a === 'number' && typeof b === 'number' ? a - b
  : typeof a === typeof b ? String(a).localeCompare(String(b))
  : typeof a === 'number' ? -1 : 1;
for (const table of document.querySelectorAll('table')) {
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    head.firstElementChild.addEventListener('click', () => {
      const up = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => compare(valueOf(a.cells[column]), valueOf(b.cells[column])));
      body.append(...(up ? rows : rows.reverse()));
    });
  }
}
const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page that is a file may have no clipboard of its own.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
};
for (const button of document.querySelectorAll('button[data-text]')) {
  button.addEventListener('click', async () => {
    await copy(button.dataset.text);
    const name = button.textContent;
    button.textContent = 'copied';
    setTimeout(() => { button.textContent = name; }, 1200);
  });
}
`;
