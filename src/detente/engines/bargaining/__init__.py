"""bargaining"""
