// The clock on the salon's wall. The server says where a day begins and ends and how far the
// clock is from UTC; the page only adds. It never asks the browser for a time zone: the
// tables of an older tablet are wrong for some of them.

const MINUTE = 60_000;

/** A date some days later, or earlier. */
export function addDays(date, days) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 1440 * MINUTE).toISOString().slice(0, 10);
}

/** The weekday of a date, from 0 for Monday. */
export const weekday = (date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The hour and minute of a server's local text. */
export const clock = (local) => local.slice(11, 16);

/** The date of a server's local text. */
export const dateOf = (local) => local.slice(0, 10);

/** An instant as the server writes it. */
export const instant = (time) => new Date(time).toISOString().replace('.000Z', 'Z');

/** One day on the wall: minutes since it began, and what the clock shows at each. */
export class Wall {
  /**
   * @param {any} calendar an answer of `/calendar`
   * @param {string} [date] one of its days; the first, if absent
   */
  constructor(calendar, date = calendar.date) {
    this.date = date;
    this.offsets = calendar.offsets;
    this.startsAt = this.at(`${date}T00:00`);
    this.endsAt = this.at(`${addDays(date, 1)}T00:00`);
  }

  /** How many minutes the day has: 1,440, but when the clocks change. */
  get minutes() {
    return Math.round((this.endsAt - this.startsAt) / MINUTE);
  }

  /** The offset from UTC at an instant, in minutes. */
  offset(time) {
    let found = this.offsets[0];
    for (const change of this.offsets) if (Date.parse(change.from) <= time) found = change;
    return found.offset_minutes;
  }

  /** The first instant at which the wall shows a local text; after a gap, the next one. */
  at(local) {
    const shown = Date.parse(`${local}Z`);
    for (const change of this.offsets) {
      const time = shown - change.offset_minutes * MINUTE;
      if (this.offset(time) === change.offset_minutes) return time;
    }
    const last = this.offsets.find((change) => shown - change.offset_minutes * MINUTE < Date.parse(change.from));
    return last ? Date.parse(last.from) : shown - this.offsets[0].offset_minutes * MINUTE;
  }

  /** How many minutes after the day's beginning an instant is. */
  minute(time) {
    return Math.round(((typeof time === 'string' ? Date.parse(time) : time) - this.startsAt) / MINUTE);
  }

  /** The instant of a minute of the day. */
  instant(minute) {
    return instant(this.startsAt + minute * MINUTE);
  }

  /** What the wall shows at a minute of the day, `HH:MM`. */
  label(minute) {
    return this.local(this.startsAt + minute * MINUTE).slice(11, 16);
  }

  /** What the wall shows at an instant, `YYYY-MM-DDTHH:MM`. */
  local(time) {
    return new Date(time + this.offset(time) * MINUTE).toISOString().slice(0, 16);
  }
}
