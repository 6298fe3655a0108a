// What opening_hours.js says of each value of a list: node oracle.js VALUES.json FROM TO
// One line for each value: [[minute, minute, "open" or "unknown"], ...] since 1970, or {"error": "..."}.
const fs = require("fs");
const OpeningHours = require("opening_hours");

const [, , file, from, to] = process.argv;
const berlin = { lat: "52.52", lon: "13.405", address: { country_code: "de", state: "Berlin" } };
console.warn = console.error = () => {};

for (const value of JSON.parse(fs.readFileSync(file, "utf8"))) {
  let answer;
  try {
    const hours = new OpeningHours(value, berlin, { mode: 0, locale: "en" });
    answer = hours
      .getOpenIntervals(new Date(from), new Date(to))
      .map(([start, end, unknown]) => [start / 60000, end / 60000, unknown ? "unknown" : "open"]);
  } catch (error) {
    answer = { error: String(error).slice(0, 200) };
  }
  fs.writeSync(1, JSON.stringify(answer) + "\n");
}
