/** A line on the console for whoever started it. */
export const say = (line: string): void => console.log(line);

/** A fault that people must see, and go on. */
export const warn = (line: string): void => console.error(line);
