/** `1 task`, `3 tasks`, `2 boxes`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${grouped(number)}\u00A0${number === 1 ? one : several}`;
}

function grouped(number: number): string {
  return String(number).replace(/(?<=^\d+)(?=(\d{3})+$)/g, ',');
}
