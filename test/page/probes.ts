/** Expressions that are evaluated in the page. Text, because this project's TypeScript knows no DOM. */

export const openAll = `document.querySelectorAll('details').forEach((fold) => { fold.open = true; })`;

/** By how many pixels the page, or any element in it, is wider than the window. */
export const overflow = `(() => {
  const width = document.documentElement.clientWidth;
  const rights = [...document.querySelectorAll('body *')].filter((element) => !element.closest('.hidden, .sheet'))
    .map((element) => element.getBoundingClientRect().right);
  return Math.max(document.documentElement.scrollWidth, ...rights) - width;
})()`;

/** Every text that is below a contrast of 4.5 with what lies behind it: `words: ratio`. */
export const faintTexts = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [lr, lg, lb] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * lr + 0.7152 * lg + 0.0722 * lb;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = channels(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''));
  if (texts.length < 50) return ['only ' + texts.length + ' texts'];
  return texts.map((element) => {
    const style = getComputedStyle(element);
    const color = element instanceof SVGElement ? style.fill : style.color;
    return { words: element.textContent.trim().slice(0, 30), ratio: ratio(channels(color), behind(element)) };
  }).filter((text) => !(text.ratio >= 4.5)).map((text) => text.words + ': ' + text.ratio.toFixed(2));
})()`;

/** Which elements, attributes and addresses the page has. */
export const inventory = `(() => {
  const elements = [...document.querySelectorAll('*')];
  const sorted = (list) => [...new Set(list)].toSorted();
  return {
    count: elements.length,
    names: sorted(elements.map((element) => element.localName)),
    attributes: sorted(elements.flatMap((element) => element.getAttributeNames())),
    addresses: sorted([...document.querySelectorAll('a')].map((link) => link.href)),
  };
})()`;

export interface Inventory {
  readonly count: number;
  readonly names: readonly string[];
  readonly attributes: readonly string[];
  readonly addresses: readonly string[];
}

/** The levels of the headings, in order. */
export const levels = `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((heading) => Number(heading.localName[1]))`;
