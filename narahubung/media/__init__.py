"""What is said to the public: statements, questions, rumours; in a crisis and on ordinary days.

Words: statement (sentences that each hang on confirmed facts), chain (who checks and releases it,
in which order), fallen (a fact that was cited is withdrawn, contradicted or too old), handout (one
receiver of a published statement), mandate (the crisis liaison may hand out cleared texts: what,
where, until when), question (of the press), rumour (what the public says; what to say if asked).
"""
