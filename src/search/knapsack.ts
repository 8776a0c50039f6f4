/** The multiple-choice knapsack: one choice of each group, exactly, for every budget at once. */

export interface Choice {
  cost: number;
  /** Lower is better; not finite where the choice is none. */
  damage: number;
}

/** A choice of each group, by index. */
export interface Picked extends Choice {
  picks: number[];
}

interface Node extends Choice {
  pick: number;
  before: Node | undefined;
}

/**
 * All undominated picks, cheapest first: each costs more than the one before and has less damage. Costs and damages add up.
 * Exact: what is dominated among the first groups stays dominated whatever the others add.
 */
export function knapsackFront(groups: readonly (readonly Choice[])[]): Picked[] {
  let front: (Node | undefined)[] = [undefined];
  for (const group of groups) {
    const all = front.flatMap((before) =>
      group.flatMap(({cost, damage}, pick): Node[] =>
        Number.isFinite(damage)
          ? [{cost: (before?.cost ?? 0) + cost, damage: (before?.damage ?? 0) + damage, pick, before}]
          : [],
      ),
    );
    all.sort((a, b) => a.cost - b.cost || a.damage - b.damage);
    let least = Number.POSITIVE_INFINITY;
    front = all.filter(({damage}) => {
      if (damage >= least) return false;
      least = damage;
      return true;
    });
  }
  return front.flatMap((end) => (end ? [{cost: end.cost, damage: end.damage, picks: picksOf(end)}] : []));
}

function picksOf(end: Node): number[] {
  const picks: number[] = [];
  for (let node: Node | undefined = end; node; node = node.before) picks.push(node.pick);
  return picks.reverse();
}
