const COUNTED_REFUSALS = new Set([400, 404, 409, 412, 422]);

/** Whether a request whose handler ended with this status counts against quotas, and is charged (contract section 7). */
export function isCountedStatus(status: number): boolean {
  return (status >= 200 && status < 300) || COUNTED_REFUSALS.has(status);
}
