/** What the gateway and its planner say to each other. The gateway asks by the text of an operation. */
import type { QueryPlannerConfig } from '@apollo/query-planner';

/** What a planner begins with. */
export interface PlannerData {
  readonly supergraphSdl: string;
  readonly config: QueryPlannerConfig;
}

/** That it may be asked; then for each text its plan as JSON, or why there is none. */
export type Planned = 'ready' | { readonly plan: string } | { readonly failure: string };
