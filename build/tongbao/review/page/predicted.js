// What the facts will be once the answers on their way are written: the reader need not wait for the disk.
const settled = (fact, seen) => ({ ...fact, state: fact.state === "added" ? "added" : "settled", seen });

function withValues(fact, values) {
  const fields = fact.fields.map((field) => (Object.hasOwn(values, field.name) ? { ...field, value: values[field.name] } : field));
  return { ...settled(fact, "single"), fields };
}

function quoted(fact, { start, end }) {
  const [first, ...others] = fact.words;
  return { ...fact, words: [{ ...first, start, end, boxes: [] }, ...others] };
}

const ACTIONS = {
  confirm: (fact, request) => settled(fact, request.how),
  choose: (fact, request) => {
    const choice = fact.choices.find(({ key }) => key === request.choice);
    return choice?.rejects ? { ...fact, state: "rejected", seen: "single" } : settled(fact, "single");
  },
  alike: (fact) => settled(fact, "single"),
  set: (fact, request) => withValues(fact, request.fields),
  quote: quoted,
  reject: (fact) => ({ ...fact, state: "rejected", seen: "single" }),
  later: (fact) => ({ ...fact, state: "later" }),
  restore: (fact) => ({ ...fact, state: fact.question ? "asked" : "sure", seen: null }),
};

// The ids of the facts that a request is about.
export function concerns(request) {
  if (request.facts) return request.facts.map(({ id }) => id);
  return request.ids ?? (request.id ? [request.id] : []);
}

export function predict(state, waiting) {
  const facts = new Map(state.facts.map((fact) => [fact.id, fact]));
  for (const { body } of waiting) {
    const act = ACTIONS[body.action];
    for (const id of act ? concerns(body) : []) if (facts.has(id)) facts.set(id, act(facts.get(id), body));
  }
  return [...facts.values()];
}
