/** Numbers features in the order they come: a map from small whole numbers to 0, 1, 2 …, several times as fast as `Map`. */
export class PlaceTable {
  #keys = new Int32Array(1 << 17).fill(-1);
  #places = new Int32Array(1 << 17);
  size = 0;

  /** The place of a feature, or -1. */
  get(key: number): number {
    const mask = this.#keys.length - 1;
    for (let at = slotOf(key) & mask; ; at = (at + 1) & mask) {
      const held = this.#keys[at];
      if (held === key) return this.#places[at] ?? -1;
      if (held === -1) return -1;
    }
  }

  add(key: number): number {
    if (this.size * 2 >= this.#keys.length) this.#grow();
    this.#put(key, this.size);
    this.size += 1;
    return this.size - 1;
  }

  #put(key: number, place: number): void {
    const mask = this.#keys.length - 1;
    let at = slotOf(key) & mask;
    while (this.#keys[at] !== -1) at = (at + 1) & mask;
    this.#keys[at] = key;
    this.#places[at] = place;
  }

  #grow(): void {
    const keys = this.#keys;
    const places = this.#places;
    this.#keys = new Int32Array(keys.length * 2).fill(-1);
    this.#places = new Int32Array(keys.length * 2);
    keys.forEach((key, at) => {
      if (key !== -1) this.#put(key, places[at] ?? 0);
    });
  }
}

function slotOf(key: number): number {
  const mixed = Math.imul(key, 0x9e3779b1);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
