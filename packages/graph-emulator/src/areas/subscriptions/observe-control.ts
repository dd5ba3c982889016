/** Returns a control with the same functions that calls `onChange` after each of them. */
export function observeControl<Control extends object>(control: Control, onChange: () => void): Control {
  return new Proxy(control, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(member, target, args);
        onChange();
        return result;
      };
    },
  });
}
