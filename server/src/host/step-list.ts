/** One step of something long, as a person sees it. */
export interface ProgressStep {
  readonly id: string;
  readonly title: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'skipped';
  /** Whole milliseconds that the step took, once it has ended. */
  readonly ms?: number;
}

export interface StepList {
  /** Adds a step that waits. */
  readonly add: (id: string, title: string) => Step;
}

export interface Step {
  readonly start: () => void;
  readonly end: (state: 'done' | 'failed' | 'skipped') => void;
}

/** Keeps the steps and tells all of them whenever one changes. */
export function createStepList(onChange: (steps: readonly ProgressStep[]) => void): StepList {
  const steps = new Map<string, ProgressStep>();
  return {
    add: (id, title) => {
      let startedAt: number | undefined;
      const change = (state: ProgressStep['state']): void => {
        const ms = state === 'running' || startedAt === undefined ? {} : { ms: Math.round(performance.now() - startedAt) };
        steps.set(id, { id, title, state, ...ms });
        onChange([...steps.values()]);
      };
      change('waiting');
      return {
        start: () => {
          startedAt = performance.now();
          change('running');
        },
        end: change,
      };
    },
  };
}
