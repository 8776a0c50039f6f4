/** Lines of a table as LaTeX (booktabs). */

const SPECIAL: Record<string, string> = {
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\\': '\\textbackslash{}',
  '±': '$\\pm$',
  '×': '$\\times$',
  σ: '$\\sigma$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '→': '$\\to$',
};

const escaped = (text: string | number): string =>
  String(text).replace(/[&%$#_{}~^\\±×σ≤≥→<>]/g, (one) => SPECIAL[one] ?? `$${one}$`);

/** Whether every cell of a column that holds something holds a number, with a deviation perhaps. */
const isNumeric = (values: readonly string[]): boolean =>
  values.some((value) => value !== '') && values.every((value) => /^-?[\d.]*(e-?\d+)?%?( ± [\d.e-]+)?$/.test(value));

/** A `table` with its caption; columns of numbers are aligned to the right. */
export function toLatex(
  lines: readonly Record<string, string | number>[],
  columns: readonly string[],
  {caption, label}: {caption: string; label: string},
): string {
  const align = columns.map((column) => (isNumeric(lines.map((line) => String(line[column] ?? ''))) ? 'r' : 'l'));
  const row = (cells: readonly (string | number)[]): string => `    ${cells.map(escaped).join(' & ')} \\\\`;
  return [
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${escaped(caption)}}`,
    `  \\label{tab:${label}}`,
    `  \\begin{tabular}{${align.join('')}}`,
    '    \\toprule',
    row(columns),
    '    \\midrule',
    ...lines.map((line) => row(columns.map((column) => line[column] ?? ''))),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}
