import type { FetchNode, PlanNode } from '@apollo/query-planner';

type Path = readonly (string | number)[];

/** One fetch for the objects at several paths. */
export interface GroupedFetch {
  readonly kind: 'Grouped';
  readonly fetch: FetchNode;
  readonly paths: Path[];
}

/**
 * Groups the entity fetches among parallel nodes that differ in their paths alone, so that each entity is asked for once:
 * the planner makes one for each type condition.
 * @example groupFetches(parallel.nodes) // [{ kind: 'Grouped', fetch, paths: [['list', '@|[Idea]', 'host'], …] }]
 */
export function groupFetches(nodes: readonly PlanNode[]): (PlanNode | GroupedFetch)[] {
  const groups = new Map<string, GroupedFetch>();
  const grouped: (PlanNode | GroupedFetch)[] = [];
  for (const node of nodes) {
    if (node.kind !== 'Flatten' || node.node.kind !== 'Fetch' || !node.node.requires) {
      grouped.push(node);
      continue;
    }
    const { id: _id, ...same } = node.node;
    const key = JSON.stringify(same);
    const group = groups.get(key);
    if (group) group.paths.push(node.path);
    else {
      const first: GroupedFetch = { kind: 'Grouped', fetch: node.node, paths: [node.path] };
      groups.set(key, first);
      grouped.push(first);
    }
  }
  return grouped;
}
