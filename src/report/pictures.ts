/** Figures as PNG, and sample grids side by side (the paper's Figure C). */
import sharp from 'sharp';

/** Twice the size of the figure on a page. */
export const toPng = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg), {density: 144}).png().toBuffer();

const CELL = 336;
const GAP = 16;
const LABEL = 28;
const COLUMNS = 3;

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (one) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[one]!);

/** Named grids of samples, three in a row, each as wide as the others. */
export async function gridsPng(grids: readonly {name: string; png: Uint8Array}[]): Promise<Buffer> {
  const columns = Math.min(COLUMNS, grids.length);
  const rows = Math.ceil(grids.length / columns);
  const [width, height] = [columns * (CELL + GAP) + GAP, rows * (CELL + LABEL + GAP) + GAP];
  const place = (index: number): [left: number, top: number] => [
    GAP + (index % columns) * (CELL + GAP),
    GAP + Math.floor(index / columns) * (CELL + LABEL + GAP),
  ];
  const pictures = await Promise.all(
    grids.map(async ({png}, index) => {
      const [left, top] = place(index);
      const input = await sharp(png).resize(CELL, CELL, {fit: 'contain', background: 'white'}).toBuffer();
      return {input, left, top: top + LABEL};
    }),
  );
  const labels = grids.map(({name}, index) => {
    const [left, top] = place(index);
    return `<text x="${left}" y="${top + 18}" font-family="sans-serif" font-size="16">${escaped(name)}</text>`;
  });
  const text = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${labels.join('')}</svg>`,
  );
  return sharp({create: {width, height, channels: 3, background: 'white'}})
    .composite([...pictures, {input: text, left: 0, top: 0}])
    .png()
    .toBuffer();
}
