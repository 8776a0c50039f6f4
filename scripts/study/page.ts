/** Tables of a study in the page that shows them. */
import {readFileSync, writeFileSync} from 'node:fs';

/** Puts tables between their marks, `<!-- study: NAME -->` and `<!-- end -->`; a page without a mark does without the table. */
export function writeTables(page: string, tables: Record<string, string>): void {
  let text = readFileSync(page, 'utf8');
  for (const [name, table] of Object.entries(tables))
    text = text.replace(
      new RegExp(`(<!-- study: ${name} -->\n)[\\s\\S]*?(<!-- end -->)`),
      (_, begin: string, end: string) => `${begin}\n${table}\n\n${end}`,
    );
  writeFileSync(page, text);
}
