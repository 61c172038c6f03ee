-- The trace (W3C Trace Context) that a run was recorded in; null where it was in none.
ALTER TABLE invocations ADD COLUMN trace_id uuid;
