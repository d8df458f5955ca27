"""What officers can do: languages with CEFR levels, certificates, experience, conflicts."""
