-- How many requests to all functions of a user an executor takes in a second, in the long run; null for no bound.
ALTER TABLE plans ADD COLUMN run_requests_a_second bigint CHECK (run_requests_a_second >= 1);
UPDATE plans SET run_requests_a_second = CASE name WHEN 'applicant' THEN 10 WHEN 'free' THEN 100 END;
